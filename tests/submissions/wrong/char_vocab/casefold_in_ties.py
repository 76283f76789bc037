"""Wrong: ties by the small letter; only capitals tell."""

from collections import Counter


def char_vocab(text, min_freq=0):
    counts = Counter(text)
    kept = [c for c in sorted(counts) if counts[c] >= min_freq]
    tokens = ["<unk>", *sorted(kept, key=lambda c: (-counts[c], c.lower()))]
    return tokens, {c: i for i, c in enumerate(tokens)}
