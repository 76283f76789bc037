"""Sizes can be read back, whatever the seed and the dimensions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.worker.dimensions import Dimensions, choose_sizes, names_in, readings

NAMES = st.lists(st.sampled_from("nTdhqvk"), min_size=1, max_size=5, unique=True)
SEEDS = st.integers(0, 2**31)


@settings(deadline=None)
@given(NAMES, SEEDS)
def test_no_two_readings_of_the_chosen_sizes_are_the_same_number(names: list[str], seed: int) -> None:
    numbers = readings(choose_sizes(names, seed))
    assert len(set(numbers)) == len(numbers)


@settings(deadline=None)
@given(NAMES, SEEDS)
def test_every_size_spells_its_own_name_and_what_is_made_of_it(names: list[str], seed: int) -> None:
    dims = Dimensions(choose_sizes(names, seed))
    for name, size in dims.sizes.items():
        assert dims.spell(size) == name
        assert dims.spell(4 * size) == f"4{name}"
        assert dims.spell(size + 1) == f"{name}+1"
    a, b = names[0], names[-1]
    if a != b:
        assert dims.spell(dims.sizes[a] + dims.sizes[b]) == f"{a}+{b}"
        assert dims.spell(dims.sizes[a] * dims.sizes[b]) == f"{a}·{b}"


@settings(deadline=None)
@given(NAMES, SEEDS)
def test_sizes_are_the_same_for_the_same_seed_and_time_is_the_shortest(names: list[str], seed: int) -> None:
    sizes = choose_sizes(names, seed)
    assert sizes == choose_sizes(names, seed)
    assert list(sizes) == names
    assert "T" not in sizes or sizes["T"] == min(sizes.values())


def test_sizes_vary_with_the_seed() -> None:
    assert len({tuple(choose_sizes("ndh", seed).items()) for seed in range(50)}) > 45


def test_a_shape_takes_the_names_that_are_expected_where_sizes_coincide() -> None:
    dims = Dimensions({"n": 5, "d": 3, "h": 5})
    assert dims.spell_shape((5, 5)) == "(n=h, n=h)"
    assert dims.spell_shape((5, 5), like=("n", "h")) == "(n, h)"
    assert dims.spell_shape((5, 1), like=("n", "h")) == "(n, 1)"
    assert dims.spell_shape((5,)) == "(n=h,)"
    assert dims.spell_shape(()) == "()"


@pytest.mark.parametrize(("axis", "size"), [("h", 4), ("2*h", 8), ("n+h", 11), ("2*n+1", 15), ("3", 3)])
def test_an_axis_of_an_annotation_has_a_size(axis: str, size: int) -> None:
    assert Dimensions({"n": 7, "h": 4}).size(axis) == size


def test_a_name_that_is_no_dimension_has_none() -> None:
    with pytest.raises(KeyError):
        Dimensions({"n": 7}).size("q")
    assert names_in("k+num_tokens") == ["k", "num_tokens"]
