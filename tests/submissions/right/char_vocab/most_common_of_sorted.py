"""Right: `most_common` keeps ties in the order of the text, so the text is sorted first."""

import collections


def char_vocab(text: str, min_freq: int = 0) -> tuple[list[str], dict[str, int]]:
    token_freqs = collections.Counter(sorted(text)).most_common()
    idx_to_token = ["<unk>"]
    token_to_idx = {"<unk>": 0}
    for token, freq in token_freqs:
        if freq < min_freq:
            break
        token_to_idx[token] = len(idx_to_token)
        idx_to_token.append(token)
    return idx_to_token, token_to_idx
