"""Wrong: there is no token for unknown characters."""

from collections import Counter


def char_vocab(text, min_freq=0):
    freqs = Counter(text)
    chars = sorted(freqs, key=lambda ch: (-freqs[ch], ch))
    chars = [ch for ch in chars if freqs[ch] >= min_freq]
    stoi = {}
    for ch in chars:
        stoi[ch] = len(stoi)
    return chars, stoi
