"""Wrong: the rarest characters come first."""

from collections import Counter


def char_vocab(text, min_freq=0):
    pairs = sorted((n, c) for c, n in Counter(text).items())
    tokens = ["<unk>"] + [c for n, c in pairs if n >= min_freq]
    return tokens, dict((c, i) for i, c in enumerate(tokens))
