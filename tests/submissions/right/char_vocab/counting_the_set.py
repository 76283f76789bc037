"""Right: a set, and `count` for each of its members: slow, and sorted in the end."""


def char_vocab(text, min_freq=0):
    pairs = [(text.count(c), c) for c in set(text)]
    pairs = [pair for pair in pairs if pair[0] >= min_freq]
    pairs.sort(key=lambda pair: (-pair[0], ord(pair[1])))
    tokens = ["<unk>", *(c for _, c in pairs)]
    return tokens, {t: tokens.index(t) for t in tokens}
