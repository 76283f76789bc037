"""Right: NumPy counts and sorts code points; its numbers and strings are turned into Python's."""

import numpy as np


def char_vocab(text, min_freq=0):
    codes, counts = np.unique([ord(c) for c in text] or np.empty(0, dtype=int), return_counts=True)
    order = np.lexsort((codes, -counts))
    order = order[counts[order] >= min_freq]
    tokens = ["<unk>"] + [chr(code) for code in codes[order]]
    return tokens, {token: i for i, token in enumerate(tokens)}
