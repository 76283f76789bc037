"""What `sequence_mask` is asked: lengths from nothing to everything, and a value to fill with."""

from collections.abc import Mapping

import torch
from torch import Tensor

_VALUES = (-1.0, 0.5, 2.5)


def fill(sizes: Mapping[str, int], rng: torch.Generator) -> dict[str, object]:
    """Lengths from 0 to T. One sequence alone comes without a value: the default must do."""
    arguments: dict[str, object] = {"valid_len": lengths(sizes["n"], sizes["T"], rng)}
    if sizes["n"] > 1:
        arguments["value"] = _VALUES[int(torch.randint(len(_VALUES), (), generator=rng))]
    return arguments


def lengths(n: int, longest: int, rng: torch.Generator) -> Tensor:
    """n lengths from 0 to the longest. As far as n allows, one in between, 0 and the longest are among them.

    >>> sorted(lengths(3, 5, torch.Generator().manual_seed(0)).tolist()), lengths(1, 1, torch.Generator()).tolist()
    ([0, 3, 5], [1])
    """
    certain = torch.tensor([(longest + 1) // 2, 0, longest])[:n]
    drawn = torch.randint(longest + 1, (n - len(certain),), generator=rng)
    return torch.cat((certain, drawn))[torch.randperm(n, generator=rng)]
