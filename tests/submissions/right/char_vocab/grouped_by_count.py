"""Right: characters in groups of the same count, the groups from the largest count down."""

from collections import defaultdict


def char_vocab(text, min_freq=0):
    counts = defaultdict(int)
    for c in text:
        counts[c] += 1
    groups = defaultdict(list)
    for c, n in counts.items():
        groups[n].append(c)
    tokens = ["<unk>"]
    for n in sorted(groups, reverse=True):
        if n >= min_freq:
            tokens.extend(sorted(groups[n]))
    indices = {}
    for i in range(len(tokens)):
        indices[tokens[i]] = i
    return tokens, indices
