"""Wrong: the order of a set, which is another one in every process."""

from collections import Counter


def char_vocab(text, min_freq=0):
    counts = Counter(text)
    chars = ["<unk>"]
    for c in set(text):
        if counts[c] >= min_freq:
            chars.append(c)
    return chars, {c: i for i, c in enumerate(chars)}
