"""Wrong: `reverse=True` turns the order of the characters around, too."""

from collections import Counter


def char_vocab(text, min_freq=0):
    pairs = sorted(((n, c) for c, n in Counter(text).items()), reverse=True)
    tokens = ["<unk>"] + [c for n, c in pairs if n >= min_freq]
    return tokens, {c: i for i, c in enumerate(tokens)}
