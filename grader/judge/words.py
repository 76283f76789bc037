"""Sentences: places along named axes, shapes in names, and numbers small enough to read."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor

from grader.sizes import BATCH, TIME
from grader.worker.dimensions import Dimensions

_READABLE = 8
_DIGITS = 3
_MOST = 0.9


def axes_in_words(axes: Sequence[str]) -> str:
    """Axes of an annotation as a shape: `(T, n, 2h)`.

    >>> axes_in_words(("h",)), axes_in_words(("T", "n", "2*h")), axes_in_words(()), axes_in_words(("*batch", "h"))
    ('(h,)', '(T, n, 2h)', '()', '(*batch, h)')
    """
    names = [f"{axis[:1]}{axis[1:].replace('*', '')}" for axis in axes]
    return f"({', '.join(names)}{',' if len(names) == 1 else ''})"


def both_shapes(shape: Sequence[int], wanted: Sequence[int], dims: Dimensions, like: Sequence[str] = ()) -> str:
    """A shape in names and in numbers, beside the numbers wanted: `(n, 1), here (7, 1) instead of (7, 36)`."""
    names, numbers = dims.spell_shape(shape, like), str(tuple(shape))
    return f"{names if names == numbers else f'{names}, here {numbers}'} instead of {tuple(wanted)}"


def sentence_case(text: str) -> str:
    """With a capital at the beginning."""
    return text[:1].upper() + text[1:]


def listing(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def place(mask: Tensor, axes: Sequence[str]) -> str:
    """Where a mask is true, along named axes.

    >>> import torch
    >>> mask = torch.zeros(4, 3, 2, dtype=torch.bool)
    >>> mask[1:] = True
    >>> place(mask, ("T", "n", "h"))
    'at every step after t = 0'
    >>> mask[:] = False
    >>> mask[:, 1] = True
    >>> place(mask, ("T", "n", "h"))
    'in batch row 1 only'
    """
    if mask.all():
        return "everywhere"
    parts = [_along(axis, _where(mask, i), size) for i, (axis, size) in enumerate(zip(axes, mask.shape, strict=True))]
    said = [part for part in parts if part]
    if said:
        return " and ".join(said)
    share = mask.double().mean().item()
    return "almost everywhere" if share > _MOST else f"at {int(mask.sum())} of {mask.numel()} places"


def matrix(values: Tensor) -> str:
    """Numbers in one line, rounded for reading."""
    return str([_rounded(row) for row in values] if values.ndim else _rounded(values)).replace("'", "")


def _rounded(values: Tensor) -> object:
    return [_rounded(row) for row in values] if values.ndim else f"{float(values):.{_DIGITS}g}"


def _where(mask: Tensor, axis: int) -> list[int]:
    others = [i for i in range(mask.ndim) if i != axis]
    return (mask.any(dim=others) if others else mask).nonzero().flatten().tolist()


def _along(axis: str, wrong: list[int], size: int) -> str:
    """Where along one axis, or nothing where it is everywhere."""
    if len(wrong) == size:
        return ""
    if axis == TIME:
        return _along_time(wrong, size)
    if len(wrong) == 1:
        return f"in {_one(axis, wrong[0])} only"
    if len(wrong) == size - 1:
        (right,) = set(range(size)) - set(wrong)
        return f"everywhere but in {_one(axis, right)}"
    return f"in {_several(axis, wrong, size)}"


def _along_time(wrong: list[int], size: int) -> str:
    first, last = wrong[0], wrong[-1]
    if wrong == [size - 1]:
        return f"at the last step (t = {last}) only"
    if len(wrong) == 1:
        return f"at step t = {first} only"
    if wrong == list(range(first, size)):
        return f"at every step after t = {first - 1}"
    if wrong == list(range(last + 1)):
        return f"at every step before t = {last + 1}"
    if len(wrong) <= _READABLE:
        return f"at the steps t = {listing([str(i) for i in wrong])}"
    return f"at {len(wrong)} of {size} steps"


def _one(axis: str, index: int) -> str:
    return f"batch row {index}" if axis == BATCH else f"place {index} along {_plain(axis)}"


def _several(axis: str, wrong: list[int], size: int) -> str:
    few = len(wrong) <= _READABLE
    count = listing([str(i) for i in wrong]) if few else f"{len(wrong)} of {size}"
    if axis == BATCH:
        return f"batch rows {count}" if few else f"{count} batch rows"
    return f"places {count} along {_plain(axis)}" if few else f"{count} places along {_plain(axis)}"


def _plain(axis: str) -> str:
    return axis.replace("*", "")
