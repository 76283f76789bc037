"""Wrong: `min_freq` is taken and never used."""

from collections import Counter


def char_vocab(text, min_freq=0):
    tokens = ["<unk>"] + [c for c, _ in Counter(sorted(text)).most_common()]
    return tokens, {c: i for i, c in enumerate(tokens)}
