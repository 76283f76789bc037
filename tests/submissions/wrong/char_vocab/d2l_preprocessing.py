"""Wrong: lower case, as D2L does before it makes a vocabulary."""

from collections import Counter


def char_vocab(text, min_freq=0):
    text = text.lower()
    tokens = ["<unk>"] + [c for c, n in Counter(sorted(text)).most_common() if n >= min_freq]
    return tokens, {c: i for i, c in enumerate(tokens)}
