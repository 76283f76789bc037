"""When are two tensors equal?"""

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from grader.judge.compare import equal, wrong_places

ANY = st.floats(width=32)
FINITE = st.floats(-1e6, 1e6)


@settings(deadline=None)
@given(st.lists(ANY, min_size=1, max_size=20))
def test_everything_equals_itself_nan_and_infinity_included(numbers: list[float]) -> None:
    tensor = torch.tensor(numbers, dtype=torch.float64)
    assert not wrong_places(tensor, tensor.clone()).any()


@settings(deadline=None)
@given(st.lists(FINITE, min_size=1, max_size=20), st.integers(0, 19), st.floats(1e-4, 1e3))
def test_one_number_that_differs_is_found_where_it_is(numbers: list[float], place: int, factor: float) -> None:
    want = torch.tensor(numbers, dtype=torch.float64)
    got = want.clone()
    place %= len(numbers)
    got[place] += factor * max(want.abs().max().item(), 1.0)
    assert wrong_places(got, want).nonzero().flatten().tolist() == [place]


@settings(deadline=None)
@given(st.lists(FINITE, min_size=1, max_size=20))
def test_rounding_to_single_precision_inside_is_no_difference(numbers: list[float]) -> None:
    want = torch.tensor(numbers, dtype=torch.float64)
    assert equal(want.float().double(), want)


@settings(deadline=None)
@given(st.lists(st.floats(0.5, 2.0), min_size=1, max_size=20), st.floats(1e-5, 1e-2))
def test_a_difference_of_a_hundred_thousandth_is_one(numbers: list[float], share: float) -> None:
    want = torch.tensor(numbers, dtype=torch.float64)
    assert wrong_places(want * (1 + share), want).any()


@pytest.mark.parametrize(
    ("got", "want"),
    [(float("nan"), 1.0), (1.0, float("nan")), (float("inf"), float("-inf")), (float("inf"), 1.0), (0.0, 1e-3)],
)
def test_what_is_not_finite_equals_only_its_like(got: float, want: float) -> None:
    assert wrong_places(torch.tensor([got]).double(), torch.tensor([want]).double()).all()


def test_over_time_every_step_is_measured_by_its_own_size() -> None:
    want = torch.tensor([[1e-8, 2e-8], [1.0, 2.0]], dtype=torch.float64)
    cut = want.clone()
    cut[0] = 0
    assert equal(cut, want)
    assert not equal(cut, want, by_step=True)


def test_no_tensor_equals_only_zeros() -> None:
    zeros, ones = torch.zeros(3), torch.ones(3)
    assert equal(None, None)
    assert equal(None, zeros)
    assert not equal(None, ones)
    assert not equal(ones, None)


def test_another_shape_is_never_equal() -> None:
    tensor: Tensor = torch.ones(2, 1)
    assert not equal(tensor, torch.ones(2, 2))
