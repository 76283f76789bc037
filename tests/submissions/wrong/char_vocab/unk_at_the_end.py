"""Wrong: the unknown token is added last."""

from collections import Counter


def char_vocab(text, min_freq=0):
    freqs = Counter(sorted(text))
    itos = [ch for ch, n in freqs.most_common() if n >= min_freq]
    itos += ["<unk>"]
    return itos, {ch: i for i, ch in enumerate(itos)}
