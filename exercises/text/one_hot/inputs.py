"""Tokens below the size of the vocabulary, the highest of which is often missing."""

from collections.abc import Mapping

import torch


def fill(sizes: Mapping[str, int], rng: torch.Generator) -> dict[str, object]:
    """Tokens for the sizes n, T and v.

    A minibatch of several sequences and steps lacks the highest token, so that the width of the vectors can only come
    from `vocab_size`. A single sequence, a single step and a tiny vocabulary have it.
    """
    n, T, v = sizes["n"], sizes["T"], sizes["v"]
    if n > 1 and T > 1 and v > 2:
        return {"tokens": torch.randint(v - 1, (n, T), generator=rng), "vocab_size": v}
    tokens = torch.randint(v, (n, T), generator=rng)
    tokens[-1, -1] = v - 1
    return {"tokens": tokens, "vocab_size": v}
