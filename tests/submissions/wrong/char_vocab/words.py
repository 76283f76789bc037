"""Wrong: words for tokens."""

from collections import Counter


def char_vocab(text, min_freq=0):
    words = Counter(sorted(text.split()))
    tokens = ["<unk>"] + [w for w, n in words.most_common() if n >= min_freq]
    return tokens, {w: i for i, w in enumerate(tokens)}
