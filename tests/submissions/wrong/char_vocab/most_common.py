"""Wrong: `most_common` leaves ties in the order in which they were met."""

import collections


def char_vocab(text, min_freq=0):
    token_freqs = collections.Counter(text).most_common()
    idx_to_token = ["<unk>"]
    for token, freq in token_freqs:
        if freq >= min_freq:
            idx_to_token.append(token)
    return idx_to_token, {token: idx for idx, token in enumerate(idx_to_token)}
