"""Wrong: only the list."""

from collections import Counter


def char_vocab(text, min_freq=0):
    counter = Counter(sorted(text))
    return ["<unk>"] + [c for c, n in counter.most_common() if n >= min_freq]
