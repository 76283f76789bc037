"""Wrong: splits at blanks, and they are gone."""

from collections import Counter


def char_vocab(text, min_freq=0):
    chars = sorted(c for word in text.split() for c in word)
    tokens = ["<unk>"] + [c for c, n in Counter(chars).most_common() if n >= min_freq]
    return tokens, {c: i for i, c in enumerate(tokens)}
