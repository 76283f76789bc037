"""Wrong: the dictionary says how often, not where."""

from collections import Counter


def char_vocab(text, min_freq=0):
    counts = {c: n for c, n in Counter(text).items() if n >= min_freq}
    tokens = sorted(counts, key=lambda c: (-counts[c], c))
    return ["<unk>"] + tokens, {"<unk>": 0} | counts
