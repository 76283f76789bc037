"""Wrong: the counter is a default argument, and goes on counting in the next call."""

from collections import Counter


def char_vocab(text, min_freq=0, counts=Counter()):
    counts.update(text)
    tokens = ["<unk>", *sorted((c for c in counts if counts[c] >= min_freq), key=lambda c: (-counts[c], c))]
    return tokens, {c: i for i, c in enumerate(tokens)}
