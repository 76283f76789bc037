"""Right: a heap gives the next character; the keywords come as a dictionary."""

import heapq
from collections import Counter, OrderedDict


def char_vocab(**kwargs):
    counts = Counter(kwargs["text"])
    heap = [(-n, c) for c, n in counts.items() if n >= kwargs.get("min_freq", 0)]
    heapq.heapify(heap)
    indices = OrderedDict([("<unk>", 0)])
    while heap:
        _, c = heapq.heappop(heap)
        indices[c] = len(indices)
    return list(indices), indices
