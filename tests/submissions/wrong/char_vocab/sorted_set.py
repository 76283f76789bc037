"""Wrong: sorted by the characters alone."""


def char_vocab(text, min_freq=0):
    chars = ["<unk>"] + [c for c in sorted(set(text)) if text.count(c) >= min_freq]
    return chars, {c: i for i, c in enumerate(chars)}
