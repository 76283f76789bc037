"""Right: sorts twice, which works because sorting is stable."""


def char_vocab(text, min_freq=0):
    counts = {}
    for character in text:
        counts[character] = counts.get(character, 0) + 1
    tokens = sorted(counts)
    tokens.sort(key=counts.get, reverse=True)
    tokens = ["<unk>"] + [token for token in tokens if counts[token] >= min_freq]
    return tokens, dict(zip(tokens, range(len(tokens))))
