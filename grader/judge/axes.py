"""How two shapes, or two arrangements of the same numbers, are related: swapped, missing, merged, in another order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from torch import Tensor

from grader.judge.compare import equal
from grader.judge.words import listing
from grader.sizes import BATCH, TIME
from grader.worker.dimensions import Dimensions


@dataclass(frozen=True, slots=True)
class Told:
    """A kind of finding, and its sentence."""

    kind: str
    sentence: str


_MAX_AXES = 4


def related_shapes(got: Sequence[int], wanted: Sequence[int], axes: Sequence[str], dims: Dimensions) -> Told | None:
    """How a wrong shape comes from the right one, when that says what happened.

    >>> dims = Dimensions({"T": 5, "n": 7, "h": 36})
    >>> related_shapes((7, 5, 36), (5, 7, 36), ("T", "n", "h"), dims).kind
    'swapped_batch_and_time'
    >>> related_shapes((35, 36), (5, 7, 36), ("T", "n", "h"), dims).sentence
    'The axes T and n have been merged into one of T·n.'
    """
    names = [axis.replace("*", "") for axis in axes]
    if len(got) == len(wanted) and sorted(got) == sorted(wanted):
        swapped = [name for name, a, b in zip(names, got, wanted, strict=True) if a != b]
        if set(swapped) == {TIME, BATCH}:
            return Told("swapped_batch_and_time", f"The axes {TIME} and {BATCH} are exchanged: time comes first here.")
        return Told("transposed_axes", f"The axes {listing(swapped)} are in another order.")
    if (missing := _left_out(list(got), list(wanted))) is not None:
        if wanted[missing] == 1:
            return Told(
                "missing_axis",
                f"The axis {names[missing]} has been squeezed away: it must stay, even where its size is 1.",
            )
        return Told(
            "missing_axis", f"The axis {names[missing]} is missing: it was summed over, or one of its entries picked."
        )
    if (extra := _left_out(list(wanted), list(got))) is not None:
        return Told("extra_axis", f"There is an axis too many, at place {extra} (counted from 0).")
    if (merged := _merged(got, wanted)) is not None:
        a, b, place = merged
        return Told(
            "merged_axes", f"The axes {names[a]} and {names[b]} have been merged into one of {dims.spell(got[place])}."
        )
    if len(got) == len(wanted):
        other = [place for place, (a, b) in enumerate(zip(got, wanted, strict=True)) if a != b]
        if len(other) == 1:
            places = f"{dims.spell(got[other[0]])} {'place' if got[other[0]] == 1 else 'places'}"
            return Told("wrong_shape", f"Along {names[other[0]]} it has {places}, and should have {names[other[0]]}.")
    return None


def related_numbers(got: Tensor, want: Tensor, axes: Sequence[str]) -> Told | None:
    """How wrong numbers come from the right ones by moving them, when they do."""
    if got.numel() != want.numel() or not want.numel() or not 1 <= want.ndim <= _MAX_AXES or got.ndim > _MAX_AXES:
        return None
    names = [axis.replace("*", "") for axis in axes]
    for tell in (_exchanged, _reversed, _other_order, _shifted):
        if (told := tell(got, want, names)) is not None:
            return told
    return None


def _exchanged(got: Tensor, want: Tensor, names: Sequence[str]) -> Told | None:
    for order in _orders(got, want):
        moved = [name for place, name in enumerate(names) if order[place] != place]
        if set(moved) == {TIME, BATCH}:
            return Told(
                "swapped_batch_and_time",
                f"Every number is right, with {TIME} and {BATCH} exchanged: which of the two is the first axis?",
            )
        what = _named(moved)
        what = what if what == _ALIKE else f"the axes {what}"
        return Told("transposed_axes", f"Every number is right, with {what} exchanged.")
    return None


_ALIKE = "axes of one name"


def _named(axes: Sequence[str]) -> str:
    return listing(axes) if len(set(axes)) == len(axes) else _ALIKE


def _reversed(got: Tensor, want: Tensor, names: Sequence[str]) -> Told | None:
    if got.shape != want.shape:
        return None
    for place, name in enumerate(names):
        if want.shape[place] > 1 and equal(got.flip(place), want):
            return Told("wrong_order", f"Every number is right, in reverse order along {name}.")
    return None


def _other_order(got: Tensor, want: Tensor, names: Sequence[str]) -> Told | None:
    """A reshape where axes had to be exchanged, before or after the computation."""
    if abs(float(got.double().sum() - want.double().sum())) > 1e-6 * (1 + float(want.double().abs().sum())):
        return None
    for order in permutations(range(want.ndim)):
        moved = [name for place, name in enumerate(names) if order[place] != place]
        if not moved or (want.permute(order).shape == want.shape and equal(want.permute(order), want)):
            continue
        if equal(want.permute(order).reshape(got.shape), got) or _undone(got, want, order):
            return Told(
                "wrong_order",
                f"Every number is right, and in another place: a reshape keeps the order in memory, it does not "
                f"exchange {_named(moved)}.",
            )
    return None


def _undone(got: Tensor, want: Tensor, order: Sequence[int]) -> bool:
    """Whether numbers went in as if the axes had another order, and the axes were exchanged then."""
    inverse = sorted(range(want.ndim), key=lambda place: order[place])
    sizes = [want.shape[place] for place in order]
    return equal(want.reshape(sizes).permute(inverse).reshape(got.shape), got)


def _shifted(got: Tensor, want: Tensor, names: Sequence[str]) -> Told | None:
    """The same along an axis, a place later or earlier."""
    if got.shape != want.shape:
        return None
    for place, name in enumerate(names):
        size = want.shape[place]
        if size < 3:
            continue
        later, earlier = (slice(1, None), slice(None, -1)), (slice(None, -1), slice(1, None))
        for (a, b), words in ((later, "later"), (earlier, "earlier")):
            if equal(_part(got, place, a), _part(want, place, b)):
                return Told("shifted", f"Every number stands one place {words} along {name} than it should.")
    return None


def _part(tensor: Tensor, axis: int, part: slice) -> Tensor:
    index = [slice(None)] * tensor.ndim
    index[axis] = part
    return tensor[tuple(index)]


def _orders(got: Tensor, want: Tensor) -> Iterator[tuple[int, ...]]:
    """Exchanges of axes that make the one of the other."""
    if got.ndim != want.ndim:
        return
    for order in permutations(range(want.ndim)):
        moved = want.permute(order)
        if list(order) != sorted(order) and moved.shape == got.shape and equal(moved, got):
            yield order


def _left_out(short: list[int], long: list[int]) -> int | None:
    """The place in `long` that, left out, gives `short`."""
    if len(short) != len(long) - 1:
        return None
    return next((i for i in range(len(long)) if long[:i] + long[i + 1 :] == short), None)


def _merged(got: Sequence[int], wanted: Sequence[int]) -> tuple[int, int, int] | None:
    """Two places of `wanted` whose sizes are multiplied in `got`, and where."""
    if len(got) != len(wanted) - 1:
        return None
    for a, b in combinations(range(len(wanted)), 2):
        rest = [size for place, size in enumerate(wanted) if place not in (a, b)]
        for place, size in enumerate(got):
            if size == wanted[a] * wanted[b] and [*got[:place], *got[place + 1 :]] == rest:
                return a, b, place
    return None
