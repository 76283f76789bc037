"""The silent broadcast: which operand is stretched along which axis without anybody having asked for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .traced import Shape

_ELEMENTWISE = frozenset(
    """
    add sub subtract rsub radd mul multiply rmul div divide true_divide truediv rdiv rtruediv floor_divide
    floordiv rfloordiv remainder fmod mod rmod pow rpow float_power maximum minimum fmax fmin max min atan2
    arctan2 hypot logaddexp logaddexp2 eq ne lt le gt ge less less_equal greater greater_equal not_equal
    logical_and logical_or logical_xor bitwise_and bitwise_or bitwise_xor and or xor where lerp addcmul addcdiv
    masked_fill copysign heaviside xlogy clamp clip
    """.split()
)
_COMPARES = frozenset(
    """
    dist mse_loss l1_loss smooth_l1_loss huber_loss binary_cross_entropy binary_cross_entropy_with_logits kl_div
    poisson_nll_loss
    """.split()
)
"""Elementwise, too, but what comes out is mostly one number."""
_ADDED_FIRST = frozenset({"addmm", "addmv", "addbmm", "baddbmm", "addr"})
_WRITES = frozenset({"copy", "setitem"})
_REARRANGES = frozenset({"get", "t", "transpose", "permute", "swapaxes", "swapdims", "movedim", "moveaxis"})
"""`get` is what torch calls an attribute: `.T`, `.mT`, `.H`."""


def stretched(name: str, operands: Sequence[Shape], result: Shape) -> tuple[tuple[int, int], ...]:
    """Pairs of an operand and an axis (from the end) along which it is stretched, other than by leading axes.

    A missing or leading 1, as of a bias, is how broadcasting is meant: only a 1 behind a real axis counts.

    >>> stretched("add", [(7, 36), (7, 1)], (7, 36)), stretched("add", [(7, 36), (1, 36)], (7, 36))
    (((1, -1),), ())
    """
    word = name.strip("_")
    if word in _ELEMENTWISE:
        return _pairs(operands, result)
    if word in _COMPARES:
        return _pairs(operands, _together(operands))
    if word in _ADDED_FIRST:
        return _pairs(operands[:1], result)
    if word == "linear":
        return tuple((i + 2, axis) for i, axis in _pairs(operands[2:], result))
    if word in _WRITES and len(operands) > 1:
        return tuple((1, axis) for _, axis in _pairs(operands[1:2], result))
    return ()


def deliberate_ones(
    name: str, args: Sequence[Any], kwargs: Mapping[str, Any], result: Shape, inherited: frozenset[int]
) -> frozenset[int]:
    """The axes (from the end) of size 1 that were made on purpose: by keepdim, unsqueeze, or None in an index.

    `inherited`: such axes of the operands. They stay while the size there stays 1.
    """
    ones = {axis - len(result) for axis, size in enumerate(result) if size == 1}
    if not ones:
        return frozenset()
    kept = frozenset(inherited & ones)
    word = name.strip("_")
    if word == "unsqueeze":
        axis = kwargs.get("dim", args[1] if len(args) > 1 else 0)
        return kept | {axis - len(result) if axis >= 0 else axis}
    if word == "getitem" and len(args) > 1:
        return kept | (_new_axes(args[1], len(result)) & ones)
    if _keeps(kwargs, args) or (word in _REARRANGES and inherited):
        return frozenset(ones)
    return kept


def _pairs(operands: Sequence[Shape], result: Shape) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for index, shape in enumerate(operands):
        real = shape[next((i for i, size in enumerate(shape) if size != 1), len(shape)) :]
        axes = range(-len(real), 0)
        found += [(index, axis) for axis in axes if -axis <= len(result) and real[axis] == 1 != result[axis]]
    return tuple(found)


def _together(operands: Sequence[Shape]) -> Shape:
    """The shape that operands are stretched to."""
    ndim = max(map(len, operands), default=0)
    padded = [(1,) * (ndim - len(shape)) + shape for shape in operands]
    return tuple(next((size for size in sizes if size != 1), 1) for sizes in zip(*padded, strict=True))


def _keeps(kwargs: Mapping[str, Any], args: Sequence[Any]) -> bool:
    return any(kwargs.get(word) is True for word in ("keepdim", "keepdims")) or any(arg is True for arg in args[1:])


def _new_axes(index: Any, ndim: int) -> frozenset[int]:
    """Where `None` puts a new axis. Counted from the side that an ellipsis, if there is one, leaves certain."""
    parts = list(index) if isinstance(index, tuple) else [index]
    axes = [part for part in parts if not isinstance(part, int) or isinstance(part, bool)]
    dots = next((i for i, part in enumerate(axes) if part is Ellipsis), len(axes))
    front = [place - ndim for place, part in enumerate(axes[:dots]) if part is None]
    behind = axes[dots + 1 :]
    return frozenset([*front, *(place - len(behind) for place, part in enumerate(behind) if part is None)])
