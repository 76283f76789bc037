"""Wrong: `>` where `>=` is meant."""

from collections import Counter


def char_vocab(text, min_freq=0):
    counter = Counter(sorted(text))
    tokens = ["<unk>"]
    for c, n in counter.most_common():
        if n > min_freq:
            tokens.append(c)
    return tokens, {c: i for i, c in enumerate(tokens)}
