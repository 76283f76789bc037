"""Are two tensors equal? Within the precision of their dtype, relative to the numbers around."""

from __future__ import annotations

import torch
from torch import Tensor

_TOLERANCES = {torch.float64: 1e-6, torch.float32: 1e-4, torch.bfloat16: 2e-2, torch.float16: 5e-3}
_FLOORS = {torch.float64: 1e-11}
_COARSE_FLOOR = 1e-7
"""What counts as zero where everything around is zero, too: rounding of sums that cancel."""


def wrong_places(seen: Tensor, expected: Tensor, *, by_step: bool = False) -> Tensor:
    """A mask of the numbers that differ by more than the tolerance of the coarser dtype.

    The tolerance is relative to the largest number of the tensor; with `by_step`, of each slice along the first
    axis, so that a vanishing gradient's early steps count too. NaN equals NaN, and infinities their like.

    >>> wrong_places(torch.tensor([1.0, 2.0]).double(), torch.tensor([1.0, 3.0]).double()).tolist()
    [False, True]
    """
    tolerance = max(_tolerance(seen), _tolerance(expected))
    a, b = seen.double(), expected.double()
    size = b.abs().nan_to_num(0.0, posinf=0.0)
    scale = (
        size.reshape(len(size), -1).amax(1).reshape(-1, *[1] * (b.ndim - 1))
        if by_step and b.numel()
        else _largest(size)
    )
    floor = max(_FLOORS.get(tensor.dtype, _COARSE_FLOOR) for tensor in (seen, expected))
    near = (a - b).abs() <= tolerance * (scale + size) + floor
    return ~(near | (a == b) | (a.isnan() & b.isnan()))


def equal(seen: Tensor | None, expected: Tensor | None, *, by_step: bool = False) -> bool:
    """Whether two tensors have the same shape and, within tolerance, the same numbers. None equals only zeros."""
    if seen is None or expected is None:
        return all(tensor is None or not tensor.any() for tensor in (seen, expected))
    if seen.shape != expected.shape:
        return False
    return torch.equal(seen, expected) or not wrong_places(seen, expected, by_step=by_step).any()


def _largest(values: Tensor) -> Tensor:
    return values.max() if values.numel() else torch.zeros(())


def _tolerance(tensor: Tensor) -> float:
    return _TOLERANCES.get(tensor.dtype, 1e-6)
