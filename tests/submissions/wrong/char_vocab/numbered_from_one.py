"""Wrong: the indices begin with 1."""

from collections import Counter


def char_vocab(text, min_freq=0):
    tokens = ["<unk>"] + [c for c, n in Counter(sorted(text)).most_common() if n >= min_freq]
    return tokens, {c: i for i, c in enumerate(tokens, start=1)}
