"""How wrong shapes and wrong numbers are related to the right ones."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from torch import Tensor

from grader.judge.axes import related_numbers, related_shapes
from grader.worker.dimensions import Dimensions

DIMS = Dimensions({"T": 5, "n": 7, "h": 36})
TNH = ("T", "n", "h")
WANTED = (5, 7, 36)
OTHER_ORDER = (
    "Every number is right, and in another place: a reshape keeps the order in memory, it does not exchange {}."
)


def shapes_told(got: tuple[int, ...], wanted: tuple[int, ...] = WANTED, axes: tuple[str, ...] = TNH) -> object:
    told = related_shapes(got, wanted, axes, DIMS)
    return (told.kind, told.sentence) if told else None


def numbers_told(got: Tensor, want: Tensor, axes: tuple[str, ...] = TNH) -> object:
    told = related_numbers(got, want, axes)
    return (told.kind, told.sentence) if told else None


def numbers(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


@pytest.mark.parametrize(
    ("got", "kind", "sentence"),
    [
        ((7, 5, 36), "swapped_batch_and_time", "The axes T and n are exchanged: time comes first here."),
        ((5, 36, 7), "transposed_axes", "The axes n and h are in another order."),
        ((7, 36, 5), "transposed_axes", "The axes T, n and h are in another order."),
        ((7, 36), "missing_axis", "The axis T is missing: it was summed over, or one of its entries picked."),
        ((5, 7), "missing_axis", "The axis h is missing: it was summed over, or one of its entries picked."),
        ((1, 5, 7, 36), "extra_axis", "There is an axis too many, at place 0 (counted from 0)."),
        ((5, 7, 36, 36), "extra_axis", "There is an axis too many, at place 2 (counted from 0)."),
        ((35, 36), "merged_axes", "The axes T and n have been merged into one of T·n."),
        ((5, 7 * 36), "merged_axes", "The axes n and h have been merged into one of n·h."),
        ((7, 5 * 36), "merged_axes", "The axes T and h have been merged into one of T·h."),
        ((6, 7, 36), "wrong_shape", "Along T it has T+1 places, and should have T."),
        ((5, 7, 1), "wrong_shape", "Along h it has 1 place, and should have h."),
        ((5, 0, 36), "wrong_shape", "Along n it has 0 places, and should have n."),
        ((5, 7, 72), "wrong_shape", "Along h it has 2h places, and should have h."),
    ],
)
def test_a_wrong_shape_is_told_by_what_happened_to_its_axes(got: tuple[int, ...], kind: str, sentence: str) -> None:
    assert shapes_told(got) == (kind, sentence)


@pytest.mark.parametrize(
    ("got", "wanted", "axis"), [((5, 36), (5, 1, 36), "n"), ((7, 36), (1, 7, 36), "T"), ((1, 36), (1, 1, 36), "T")]
)
def test_an_axis_of_one_place_was_squeezed_away(got: tuple[int, ...], wanted: tuple[int, ...], axis: str) -> None:
    sentence = f"The axis {axis} has been squeezed away: it must stay, even where its size is 1."
    assert shapes_told(got, wanted) == ("missing_axis", sentence)


def test_axes_are_named_as_the_annotation_computes_them() -> None:
    assert shapes_told((72, 7), (7, 72), ("n", "2*h")) == ("transposed_axes", "The axes n and 2h are in another order.")


@pytest.mark.parametrize("got", [(), (2, 3), (6, 8, 36), (5, 7, 36, 1, 1), (1260,), (0,), (2**62, -1)])
def test_a_shape_that_is_another_thing_is_not_explained(got: tuple[int, ...]) -> None:
    assert shapes_told(got) is None


SIZES = st.lists(st.integers(2, 90), min_size=2, max_size=4, unique=True)


@given(SIZES, st.data())
def test_every_exchange_of_axes_of_different_sizes_is_told_with_those_that_moved(
    sizes: list[int], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(sizes))))
    assume(order != sorted(order))
    axes = ("a", "b", "c", "d")[: len(sizes)]
    told = related_shapes([sizes[place] for place in order], sizes, axes, DIMS)
    moved = [axis for place, axis in enumerate(axes) if order[place] != place]
    assert told is not None
    assert told.sentence == f"The axes {', '.join(moved[:-1])} and {moved[-1]} are in another order."


@given(SIZES, st.data())
def test_an_axis_left_out_or_put_in_is_found(sizes: list[int], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(sizes) - 1))
    axes = ("a", "b", "c", "d")[: len(sizes)]
    missing = related_shapes(sizes[:place] + sizes[place + 1 :], sizes, axes, DIMS)
    extra = related_shapes([*sizes[:place], 1, *sizes[place:]], sizes, axes, DIMS)
    assert missing is not None
    assert extra is not None
    assert missing.sentence.startswith(f"The axis {axes[place]} is missing")
    assert extra.sentence == f"There is an axis too many, at place {place} (counted from 0)."


@given(SIZES, st.data())
def test_two_axes_merged_are_found_wherever_they_end_up(sizes: list[int], data: st.DataObject) -> None:
    a, b = sorted(data.draw(st.permutations(range(len(sizes))))[:2])
    rest = [size for place, size in enumerate(sizes) if place not in (a, b)]
    place = data.draw(st.integers(0, len(rest)))
    told = related_shapes([*rest[:place], sizes[a] * sizes[b], *rest[place:]], sizes, ("a", "b", "c", "d"), DIMS)
    assert told is not None
    assert told.kind == "merged_axes"


def test_exchanged_axes_of_one_size_are_told_by_their_numbers() -> None:
    want = numbers(4, 4, 3)
    assert numbers_told(want.transpose(0, 1), want) == (
        "swapped_batch_and_time",
        "Every number is right, with T and n exchanged: which of the two is the first axis?",
    )
    square = numbers(4, 4)
    assert numbers_told(square.T, square, ("n", "h")) == (
        "transposed_axes",
        "Every number is right, with the axes n and h exchanged.",
    )
    cube = numbers(3, 3, 3)
    assert numbers_told(cube.permute(1, 2, 0), cube) == (
        "transposed_axes",
        "Every number is right, with the axes T, n and h exchanged.",
    )


def test_axes_of_one_name_are_not_told_apart() -> None:
    want = numbers(4, 4)
    sentence = "Every number is right, with axes of one name exchanged."
    assert numbers_told(want.T, want, ("T", "T")) == ("transposed_axes", sentence)


@pytest.mark.parametrize(("axis", "name"), [(0, "T"), (1, "n"), (2, "h")])
def test_numbers_in_reverse_are_told_along_their_axis(axis: int, name: str) -> None:
    want = numbers(4, 5, 6)
    sentence = f"Every number is right, in reverse order along {name}."
    assert numbers_told(want.flip(axis), want) == ("wrong_order", sentence)


@pytest.mark.parametrize(("axis", "name"), [(0, "T"), (1, "n"), (2, "h")])
@pytest.mark.parametrize(("by", "word"), [(1, "later"), (-1, "earlier")])
def test_numbers_one_place_off_are_told_along_their_axis(axis: int, name: str, by: int, word: str) -> None:
    want = numbers(4, 5, 6)
    sentence = f"Every number stands one place {word} along {name} than it should."
    assert numbers_told(want.roll(by, axis), want) == ("shifted", sentence)


def test_of_two_places_none_is_shifted() -> None:
    want = numbers(2, 1)
    assert numbers_told(torch.stack([numbers(1, seed=1), want[0]]), want, ("T", "n")) is None


@pytest.mark.parametrize(
    ("wrong", "axes"),
    [
        (lambda right: right.transpose(0, 1).reshape(right.shape), "T and n"),  # the results are reshaped
        (lambda right: right.reshape(5, 4, 6).transpose(0, 1), "T and n"),  # the inputs are
        (lambda right: right.transpose(1, 2).reshape(right.shape), "n and h"),
        (lambda right: right.reshape(4, 6, 5).transpose(1, 2), "n and h"),
        (lambda right: right.permute(2, 0, 1).reshape(right.shape), "T, n and h"),
    ],
)
def test_a_reshape_in_place_of_an_exchange_is_told_both_ways(wrong: Callable[[Tensor], Tensor], axes: str) -> None:
    want = numbers(4, 5, 6)
    assert numbers_told(wrong(want), want) == ("wrong_order", OTHER_ORDER.format(axes))


@pytest.mark.parametrize(
    ("got", "want"),
    [
        (numbers(4, 5, 6), numbers(4, 5, 6)),  # they are right
        (numbers(4, 5, 6, seed=1), numbers(4, 5, 6)),
        (numbers(4, 5), numbers(4, 5, 6)),
        (numbers(4, 5, 6).tanh(), numbers(4, 5, 6)),
        (torch.tensor(1.0), torch.tensor(2.0)),
        (numbers(1, 1, 2, 1, 2), numbers(1, 1, 2, 1, 2, seed=1)),
        (numbers(0, 3), numbers(3, 0)),
    ],
    ids=["right", "random", "fewer", "changed", "scalar", "five axes", "empty"],
)
def test_other_numbers_are_related_to_nothing(got: Tensor, want: Tensor) -> None:
    assert related_numbers(got, want, ("T", "n", "h", "q", "d")[: want.ndim]) is None


@settings(deadline=None)
@given(st.lists(st.integers(2, 7), min_size=2, max_size=4), st.data())
def test_every_exchange_of_axes_is_recognised_by_its_numbers(sizes: list[int], data: st.DataObject) -> None:
    want = numbers(*sizes, seed=data.draw(st.integers(0, 99)))
    order = data.draw(st.permutations(range(len(sizes))))
    assume(order != sorted(order))
    told = related_numbers(want.permute(order), want, ("a", "b", "c", "d")[: len(sizes)])
    assert told is not None
    assert told.kind == "transposed_axes"


@settings(deadline=None)
@given(st.lists(st.integers(2, 6), min_size=1, max_size=4), st.integers(0, 10**6))
def test_random_numbers_are_never_recognised(sizes: list[int], seed: int) -> None:
    got, want = numbers(*sizes, seed=seed), numbers(*sizes, seed=seed + 1)
    assert related_numbers(got, want, ("a", "b", "c", "d")[: len(sizes)]) is None


def test_all_exchanges_of_three_equal_axes_are_recognised() -> None:
    want = numbers(4, 4, 4)
    for order in list(permutations(range(3)))[1:]:
        told = related_numbers(want.permute(order), want, TNH)
        assert told is not None
        assert told.kind in ("transposed_axes", "swapped_batch_and_time")
