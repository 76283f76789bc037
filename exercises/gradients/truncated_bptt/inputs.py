"""How long the windows are: from 1 to T steps."""

from collections.abc import Mapping

import torch


def fill(sizes: Mapping[str, int], rng: torch.Generator) -> dict[str, object]:
    """A length that divides T in one case of three, and mostly one that makes several windows, the last shorter."""
    T = sizes["T"]
    dividing = [k for k in range(1, T + 1) if T % k == 0]
    several = [k for k in range(2, (T + 1) // 2 + 1) if T % k]
    draw = int(torch.randint(6, (), generator=rng))
    choices = dividing if draw < 2 else several if draw < 5 and several else list(range(1, T + 1))
    return {"k": choices[int(torch.randint(len(choices), (), generator=rng))]}
