"""Right: as short as the task: a counter, and one key of two parts."""

from collections import Counter


def char_vocab(text, min_freq=0):
    counts = Counter(text)
    kept = [c for c, n in counts.items() if n >= min_freq]
    idx_to_token = ["<unk>"] + sorted(kept, key=lambda c: (-counts[c], c))
    return idx_to_token, {token: idx for idx, token in enumerate(idx_to_token)}
