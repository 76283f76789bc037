"""Sentences: places along named axes, shapes in names, and numbers small enough to read."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor

from grader.plan import TIME
from grader.worker.dimensions import Dimensions

_READABLE = 8
_DIGITS = 3
_MOST = 0.9


def axes_in_words(axes: Sequence[str]) -> str:
    """Axes of an annotation as a shape: `(T, n, 2h)`.

    >>> axes_in_words(("h",)), axes_in_words(("T", "n", "2*h")), axes_in_words(())
    ('(h,)', '(T, n, 2h)', '()')
    """
    names = [axis.replace("*", "") for axis in axes]
    return f"({', '.join(names)}{',' if len(names) == 1 else ''})"


def both_shapes(shape: Sequence[int], dims: Dimensions, like: Sequence[str] = ()) -> str:
    """A shape in names and in numbers: `(n, 1), here (7, 1)`."""
    return f"{dims.spell_shape(shape, like)}, here {tuple(shape)}"


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
    if len(wrong) == size:
        return ""
    one, many = _nouns(axis)
    if wrong == [size - 1]:
        return f"at the last step (t = {size - 1}) only" if axis == TIME else f"in {one}{size - 1} only"
    if len(wrong) == 1:
        return f"at step t = {wrong[0]} only" if axis == TIME else f"in {one}{wrong[0]} only"
    if axis == TIME and wrong == list(range(wrong[0], size)):
        return f"at every step after t = {wrong[0] - 1}"
    if axis == TIME and wrong == list(range(wrong[-1] + 1)):
        return f"at every step before t = {wrong[-1] + 1}"
    if len(wrong) == size - 1:
        (right,) = set(range(size)) - set(wrong)
        return f"everywhere but {'at step t = ' if axis == TIME else 'in ' + one}{right}"
    if len(wrong) <= _READABLE:
        return f"in {many} {listing([str(i) for i in wrong])}"
    return f"in {len(wrong)} of {size} {many}"


def _nouns(axis: str) -> tuple[str, str]:
    """How to speak of one index, and of several, of an axis."""
    if axis == TIME:
        return "step t = ", "steps"
    if axis == "n":
        return "batch row ", "batch rows"
    return f"{axis.replace('*', '')}-index ", f"places along {axis.replace('*', '')}"
