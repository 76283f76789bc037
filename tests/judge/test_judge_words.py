"""Places along named axes, lists, shapes and small numbers, as text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from grader.judge.words import axes_in_words, both_shapes, listing, matrix, place, sentence_case
from grader.worker.dimensions import Dimensions

T, N, H = 12, 5, 11
TNH = ("T", "n", "h")


def wrong(*index: object) -> Tensor:
    mask = torch.zeros(T, N, H, dtype=torch.bool)
    mask[index] = True
    return mask


def scattered() -> Tensor:
    mask = torch.zeros(T, N, H, dtype=torch.bool)
    mask.view(-1)[::13] = True
    return mask


ALL = slice(None)


@pytest.mark.parametrize(
    ("mask", "text"),
    [
        (wrong(ALL), "everywhere"),
        (wrong(-1), "at the last step (t = 11) only"),
        (wrong(0), "at step t = 0 only"),
        (wrong(4), "at step t = 4 only"),
        (wrong(slice(1, None)), "at every step after t = 0"),
        (wrong(slice(7, None)), "at every step after t = 6"),
        (wrong(slice(0, 3)), "at every step before t = 3"),
        (wrong(slice(0, 11)), "at every step before t = 11"),
        (wrong([2, 5, 9]), "at the steps t = 2, 5 and 9"),
        (wrong([2, 5]), "at the steps t = 2 and 5"),
        (wrong([0, 2, 3, 4, 5, 6, 7, 8, 10]), "at 9 of 12 steps"),
        (wrong(ALL, 1), "in batch row 1 only"),
        (wrong(ALL, slice(1, None)), "everywhere but in batch row 0"),
        (wrong(ALL, [0, 2]), "in batch rows 0 and 2"),
        (wrong(ALL, ALL, 3), "in place 3 along h only"),
        (wrong(ALL, ALL, slice(0, 10)), "everywhere but in place 10 along h"),
        (wrong(ALL, ALL, [0, 1, 2]), "in places 0, 1 and 2 along h"),
        (wrong(ALL, ALL, slice(0, 9)), "in 9 of 11 places along h"),
        (wrong(3, 1, 2), "at step t = 3 only and in batch row 1 only and in place 2 along h only"),
        (wrong(slice(1, None), ALL, 0), "at every step after t = 0 and in place 0 along h only"),
        (scattered(), "at 51 of 660 places"),
        (~scattered(), "almost everywhere"),
    ],
)
def test_a_mask_is_told_along_its_axes(mask: Tensor, text: str) -> None:
    assert place(mask, TNH) == text


@pytest.mark.parametrize(
    ("mask", "axes", "text"),
    [
        (torch.tensor(True), (), "everywhere"),
        (torch.tensor([True]), ("h",), "everywhere"),
        (torch.tensor([True, False]), ("T",), "at step t = 0 only"),
        (torch.tensor([False, True]), ("T",), "at the last step (t = 1) only"),
        (torch.tensor([True, False]), ("n",), "in batch row 0 only"),
        (torch.tensor([True, False]), ("2*h",), "in place 0 along 2h only"),
        (torch.tensor([[True, False], [False, True]]), ("n", "h"), "at 2 of 4 places"),
        (torch.tensor([[True, False], [True, False]]), ("n", "h"), "in place 0 along h only"),
        (torch.arange(20) % 2 == 0, ("n",), "in 10 of 20 batch rows"),
    ],
)
def test_small_and_odd_masks_are_told_too(mask: Tensor, axes: tuple[str, ...], text: str) -> None:
    assert place(mask, axes) == text


@given(st.data())
def test_what_is_said_of_steps_is_true(data: st.DataObject) -> None:
    steps = sorted(data.draw(st.sets(st.integers(0, T - 1), min_size=1, max_size=T)))
    told = place(wrong(steps), TNH)
    numbers = [int(word.strip("(),")) for word in told.replace("=", " ").split() if word.strip("(),").isdigit()]
    meant: dict[str, Callable[[], list[int]]] = {
        "everywhere": lambda: list(range(T)),
        "after": lambda: list(range(numbers[0] + 1, T)),
        "before": lambda: list(range(numbers[0])),
    }
    for word, claimed in meant.items():
        if word in told:
            assert steps == claimed()
            return
    if " of " in told:
        assert numbers == [len(steps), T]
    else:
        assert numbers == steps


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_are_listed_as_people_do(words: list[str], text: str) -> None:
    if words:
        assert listing(words) == text
    assert axes_in_words(words) == {0: "()", 1: "(a,)", 2: "(a, b)", 3: "(a, b, c)"}[len(words)]


def test_a_shape_is_told_in_names_and_numbers_beside_the_one_wanted() -> None:
    dims = Dimensions({"n": 7, "d": 16, "h": 36})
    assert both_shapes((7, 1), (7, 36), dims) == "(n, 1), here (7, 1) instead of (7, 36)"
    assert both_shapes((3, 5), (7, 36), dims) == "(3, 5) instead of (7, 36)"
    assert both_shapes((), (7, 36), dims) == "() instead of (7, 36)"
    assert both_shapes((7, 7), (7, 7), Dimensions({"n": 7, "h": 7}), ("n", "h")) == (
        "(n, h), here (7, 7) instead of (7, 7)"
    )


def test_only_the_first_letter_is_made_large() -> None:
    assert [sentence_case(text) for text in ("the W_hh", "", "x")] == ["The W_hh", "", "X"]


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (torch.tensor([[1.0, -0.25], [1 / 3, 1e-9]]).double(), "[[1, -0.25], [0.333, 1e-09]]"),
        (torch.tensor([1234.5678]), "[1.23e+03]"),
        (torch.tensor(2.0), "2"),
        (torch.tensor([float("nan"), float("inf")]), "[nan, inf]"),
        (torch.zeros(0), "[]"),
        (torch.tensor([True, False]), "[1, 0]"),
    ],
)
def test_numbers_are_rounded_for_reading(values: Tensor, text: str) -> None:
    assert matrix(values) == text
