"""Wrong: characters beyond ASCII are thrown away."""

from collections import Counter


def char_vocab(text, min_freq=0):
    counts = Counter(text.encode("ascii", "ignore").decode())
    tokens = ["<unk>", *sorted((c for c in counts if counts[c] >= min_freq), key=lambda c: (-counts[c], c))]
    return tokens, {c: i for i, c in enumerate(tokens)}
