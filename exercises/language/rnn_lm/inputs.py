"""Tokens of the vocabulary, with a state before them or without one."""

from collections.abc import Mapping

import torch


def construct(sizes: Mapping[str, int]) -> dict[str, object]:
    """The arguments of the constructor for the sizes v and h."""
    return {"vocab_size": sizes["v"], "num_hiddens": sizes["h"]}


def fill(sizes: Mapping[str, int], rng: torch.Generator) -> dict[str, object]:
    """Tokens for the sizes n, T and v. Where all sizes differ and none is 1, the state is left out."""
    n, T, v, h = sizes["n"], sizes["T"], sizes["v"], sizes["h"]
    tokens = torch.randint(v, (n, T), generator=rng)
    if len({n, T, v, h, 1}) == 5:
        return {"tokens": tokens}
    return {"tokens": tokens, "H": 0.6 * torch.randn(n, h, generator=rng, dtype=torch.float64)}
