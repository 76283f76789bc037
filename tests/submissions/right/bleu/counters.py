"""Right: counters, and n-grams by `zip`."""

import math
from collections import Counter


def grams(tokens, n):
    return Counter(zip(*(tokens[i:] for i in range(n))))


def bleu(prediction, reference, k):
    if not prediction:
        return 0
    score = math.exp(1 - len(reference) / len(prediction)) if len(prediction) < len(reference) else 1.0
    for n in range(1, k + 1):
        said, true = grams(prediction, n), grams(reference, n)
        if said:
            score *= (sum(min(count, true[gram]) for gram, count in said.items()) / sum(said.values())) ** 2**-n
    return score
