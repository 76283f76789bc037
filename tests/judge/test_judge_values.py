"""A value is found among many: whole, sliced, squeezed, with axes exchanged, in parts; and no other is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from grader.judge.values import Values, same_numbers


def numbers(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def among(*tensors: Tensor) -> Values:
    """These, known by their place, behind some that are none of them."""
    others = [(numbers(5, 7, seed=seed), -seed) for seed in range(1, 9)]
    return Values.of([*others, *((tensor, place) for place, tensor in enumerate(tensors))])


WANTED = numbers(5, 7)


@pytest.mark.parametrize(
    "hidden",
    [
        lambda x: x,
        lambda x: x.T,
        lambda x: x[None],
        lambda x: x[:, None, :],
        lambda x: x.T[..., None],
        lambda x: torch.stack([x * 2, x, x * 3]),
        lambda x: torch.stack([x * 2, x, x * 3], dim=1),
        lambda x: torch.stack([x * 2, x, x * 3], dim=2).transpose(0, 1),
        lambda x: torch.stack([x, x * 2])[None],
        lambda x: x.reshape(-1),
        lambda x: x.reshape(5, 7, 1, 1, 1),
        lambda x: x.float(),
        lambda x: x * (1 + 1e-7),
    ],
    ids="itself transposed batched between_axes column step batch_first last_axis layer flat five_axes float32 "
    "rounded".split(),
)
def test_a_value_is_found_as_it_is_or_otherwise_arranged(hidden: Callable[[Tensor], Tensor]) -> None:
    assert among(hidden(WANTED)).find(WANTED) == 0


@pytest.mark.parametrize(
    "other",
    [
        lambda x: -x,
        lambda x: x * (1 + 1e-4),
        lambda x: x.flip(0),
        lambda x: x.roll(1, 1),
        lambda x: x.reshape(7, 5),
        lambda x: x[:4],
        lambda x: torch.cat([x, x]),
        lambda x: x.round().long(),
        lambda x: torch.full_like(x, float("nan")),
        lambda x: torch.full_like(x, float("inf")),
        lambda x: x[:0],
    ],
    ids="negative scaled reversed shifted reshaped fewer more integers nan infinite empty".split(),
)
def test_another_value_is_not(other: Callable[[Tensor], Tensor]) -> None:
    assert among(other(WANTED)).find(WANTED) is None


def test_the_first_of_several_is_found() -> None:
    assert among(WANTED.T, numbers(5, 7, seed=20), WANTED).find(WANTED) == 0


def test_numbers_whose_sums_agree_by_chance_are_told_apart() -> None:
    other = WANTED.clone()
    other[0, 0], other[1, 1] = other[0, 0] + 1, other[1, 1] - 1
    assert among(other, WANTED).find(WANTED) == 1


def test_sums_that_cancel_are_found_all_the_same() -> None:
    wanted = torch.cat([1e6 * WANTED, -1e6 * WANTED])
    assert among(wanted * (1 + 1e-9)).find(wanted) == 0


def test_what_is_computed_in_single_precision_is_found_within_its_own_tolerance() -> None:
    off = WANTED * (1 + 2e-5)
    assert among(off).find(WANTED) is None
    assert among(off.float()).find(WANTED) == 0


def test_a_value_is_found_in_parts_along_any_axis() -> None:
    rows, columns = among(*WANTED), among(*WANTED.T)
    assert rows.find_in_parts(WANTED) == (0, 1, 2, 3, 4)
    assert columns.find_in_parts(WANTED) == (0, 1, 2, 3, 4, 5, 6)
    assert among(*WANTED, WANTED).find_in_parts(WANTED) == (5,)
    assert among(*WANTED[1:]).find_in_parts(WANTED) == ()


def test_what_is_missing_of_a_value_is_told_along_the_axis_of_its_parts() -> None:
    missing = among(*WANTED[1:]).missing_part(WANTED)
    assert missing is not None
    assert missing.shape == WANTED.shape
    assert [bool(row.all()) for row in missing] == [True, False, False, False, False]
    assert among(numbers(7, seed=30)).missing_part(WANTED) is None


def test_single_numbers_are_no_parts_of_a_value() -> None:
    column = numbers(5, 1)
    assert among(*column.flatten()).find_in_parts(column) == ()
    assert among(*column.flatten()).missing_part(column) is None


@pytest.mark.parametrize("shape", [(), (0,), (3, 0), (1, 1)])
def test_tensors_of_no_or_one_number_are_no_trouble(shape: tuple[int, ...]) -> None:
    tensor = torch.ones(shape, dtype=torch.float64)
    values = among(tensor)
    assert values.find(tensor) == (0 if tensor.numel() else None)
    assert values.missing_part(tensor) is None


SHAPES = st.lists(st.integers(1, 5), min_size=0, max_size=4)


@settings(deadline=None)
@given(SHAPES, st.data())
def test_every_arrangement_of_the_same_numbers_is_the_same(shape: list[int], data: st.DataObject) -> None:
    tensor = numbers(*shape, seed=data.draw(st.integers(0, 99)))
    order = data.draw(st.permutations(range(len(shape))))
    assert same_numbers(tensor.permute(order), tensor)
    assert same_numbers(tensor.reshape(-1, 1), tensor)
    assert among(tensor.permute(order)).find(tensor) == 0


@settings(deadline=None)
@given(SHAPES, st.integers(0, 10**6))
def test_unrelated_numbers_are_not(shape: list[int], seed: int) -> None:
    assert not same_numbers(numbers(*shape, seed=seed), numbers(*shape, seed=seed + 1))
