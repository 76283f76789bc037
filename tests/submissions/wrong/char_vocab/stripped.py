"""Wrong: strips the text, as one does with lines of a file: a newline at its end is gone."""

from collections import Counter


def char_vocab(text, min_freq=0):
    counts = Counter(text.strip())
    tokens = ["<unk>", *sorted((c for c in counts if counts[c] >= min_freq), key=lambda c: (-counts[c], c))]
    return tokens, {c: i for i, c in enumerate(tokens)}
