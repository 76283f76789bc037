"""Wrong: `zip(*…)` of nothing cannot be unpacked."""

from collections import Counter


def char_vocab(text, min_freq=0):
    pairs = [pair for pair in Counter(sorted(text)).most_common() if pair[1] >= min_freq]
    chars, _ = zip(*pairs)
    tokens = ["<unk>", *chars]
    return tokens, {c: i for i, c in enumerate(tokens)}
