"""Right: a class as in D2L, and a function that unpacks it."""

from collections import Counter


class Vocab:
    def __init__(self, tokens, min_freq, reserved=("<unk>",)):
        counter = Counter(tokens)
        ordered = sorted(counter.items(), key=lambda item: item[0])
        ordered.sort(key=lambda item: item[1], reverse=True)
        self.idx_to_token = list(reserved) + [token for token, freq in ordered if freq >= min_freq]
        self.token_to_idx = {token: idx for idx, token in enumerate(self.idx_to_token)}

    def __len__(self):
        return len(self.idx_to_token)


def char_vocab(text, min_freq=0):
    vocab = Vocab(list(text), min_freq)
    return vocab.idx_to_token, vocab.token_to_idx
