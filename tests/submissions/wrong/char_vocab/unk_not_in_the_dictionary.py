"""Wrong: the unknown token is put into the list when the dictionary is made already."""

from collections import Counter


def char_vocab(text, min_freq=0):
    freqs = Counter(text)
    itos = sorted((ch for ch in freqs if freqs[ch] >= min_freq), key=lambda ch: (-freqs[ch], ch))
    stoi = {ch: i + 1 for i, ch in enumerate(itos)}
    itos.insert(0, "<unk>")
    return itos, stoi
