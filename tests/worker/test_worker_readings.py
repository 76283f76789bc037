"""Sizes of as many dimensions as a signature may have: each number has one reading, and spells it."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.worker.dimensions import Dimensions, choose_sizes, readings

ALL = "nTdhqvlmk"
NAMES = st.lists(st.sampled_from(ALL), min_size=1, max_size=5, unique=True)
MANY = st.lists(st.sampled_from(ALL), min_size=6, max_size=len(ALL), unique=True)
SEEDS = st.integers(-(2**40), 2**40)


@settings(deadline=None, max_examples=40)
@given(NAMES, SEEDS)
def test_every_reading_is_spelled_as_it_was_made(names: list[str], seed: int) -> None:
    sizes = choose_sizes(names, seed)
    dims = Dimensions(sizes)
    assert len(set(readings(sizes))) == len(readings(sizes))
    for name, size in sizes.items():
        made = {name: size, **{f"{k}{name}": k * size for k in (2, 3, 4)}}
        made |= {f"{name}+1": size + 1, f"{name}-1": size - 1, f"{name}·{name}": size * size}
        assert {spelling: dims.spell(number) for spelling, number in made.items()} == {s: s for s in made}
    for a, b in combinations(sizes, 2):
        assert dims.spell(sizes[a] + sizes[b]) == f"{a}+{b}"
        assert dims.spell(sizes[a] * sizes[b]) == f"{a}·{b}"
    for a, b, c in combinations(sizes, 3):
        assert dims.spell(sizes[a] * sizes[b] * sizes[c]) == f"{a}·{b}·{c}"


@settings(deadline=None, max_examples=20)
@given(MANY, SEEDS)
def test_with_many_names_each_still_has_a_size_that_nothing_else_has(names: list[str], seed: int) -> None:
    sizes = choose_sizes(names, seed)
    assert [readings(sizes).count(size) for size in sizes.values()] == [1] * len(names)
    assert [Dimensions(sizes).spell(size) for size in sizes.values()] == list(sizes)
    assert max(sizes.values()) < 200


@settings(deadline=None, max_examples=40)
@given(NAMES, SEEDS)
def test_what_is_spelled_without_a_dot_has_that_size_as_an_axis(names: list[str], seed: int) -> None:
    dims = Dimensions(choose_sizes(names, seed))
    for a, b in combinations(names, 2):
        assert dims.spell(dims.size(f"{a}+{b}")) == f"{a}+{b}"
    for name in names:
        assert dims.spell(dims.size(f"4*{name}")) == f"4{name}"
        assert dims.spell(dims.size(f"{name}*{name}")) == f"{name}·{name}"


@settings(deadline=None, max_examples=40)
@given(NAMES, SEEDS)
def test_no_size_is_so_small_that_a_literal_axis_would_be_read_as_a_name(names: list[str], seed: int) -> None:
    dims = Dimensions(choose_sizes(names, seed))
    assert [dims.spell(number) for number in (0, 1, 2, 3)] == ["0", "1", "2", "3"]
    assert dims.spell_shape((0, 1)) == "(0, 1)"


@pytest.mark.parametrize("names", ["nd", "ndh", "nTdh", ALL])
def test_two_seeds_seldom_give_the_same_sizes(names: str) -> None:
    chosen = [tuple(choose_sizes(names, seed).values()) for seed in range(8)]
    assert len(set(chosen)) >= 7


def test_the_order_of_the_signature_stays_and_what_loops_run_over_is_the_shortest() -> None:
    sizes = choose_sizes("hdTn", 3)
    assert list(sizes) == list("hdTn")
    assert min(sizes, key=sizes.__getitem__) == "T"
    layers = choose_sizes("hdTnl", 3)
    assert sorted(layers, key=layers.__getitem__)[:2] == ["T", "l"]


def test_compact_sizes_are_small_and_no_name_equals_anything_else() -> None:
    sizes = choose_sizes("nmdkv", 3, "compact")
    assert max(sizes.values()) < 24
    assert all(readings(sizes).count(size) == 1 for size in sizes.values())


@pytest.mark.parametrize("names", ["n", "nTdh", "nmqkpvh"])
def test_tiny_sizes_differ_and_are_as_small_as_that_allows(names: str) -> None:
    assert sorted(choose_sizes(names, 3, "tiny").values()) == list(range(3, 3 + len(names)))


def test_more_dimensions_than_can_be_told_apart_are_refused_by_their_names() -> None:
    names = [f"x{i}" for i in range(40)]
    with pytest.raises(ValueError, match="no readable sizes for 40 dimensions: x0, x1"):
        choose_sizes(names, 0)


@pytest.mark.parametrize(
    ("axis", "size"),
    [("h", 4), ("2*h", 8), ("h*2", 8), ("k+m", 8), ("k + m", 8), ("2*k+3*m", 21), ("k*m", 15), ("3", 3), ("0", 0)],
)
def test_an_axis_is_a_sum_of_products_of_names_and_numbers(axis: str, size: int) -> None:
    assert Dimensions({"h": 4, "k": 3, "m": 5}).size(axis) == size


@pytest.mark.parametrize("axis", ["q", "h+q", "2*q", "hh"])
def test_an_axis_of_an_unknown_name_has_no_size(axis: str) -> None:
    with pytest.raises(KeyError):
        Dimensions({"h": 4}).size(axis)


@pytest.mark.parametrize(
    ("shape", "like", "spelled"),
    [
        ((3, 3), ("h", "h"), "(h, h)"),
        ((3, 3), ("d", "h"), "(d, h)"),
        ((6, 3), ("2*h", "h"), "(2*h, h)"),
        ((6, 3), ("h", "h"), "(2n, h)"),
        ((3, 3, 3), ("h", "h"), "(n=d=h, n=d=h, n=d=h)"),
        ((3,), ("h",), "(h,)"),
        ((17,), ("h",), "(17,)"),
        ((), (), "()"),
    ],
)
def test_the_names_expected_win_where_they_have_that_very_size(
    shape: tuple[int, ...], like: tuple[str, ...], spelled: str
) -> None:
    assert Dimensions({"n": 3, "d": 3, "h": 3}).spell_shape(shape, like) == spelled


def test_where_sizes_coincide_the_plainest_spelling_wins() -> None:
    dims = Dimensions({"n": 2, "d": 4, "h": 6})
    assert [dims.spell(number) for number in (2, 4, 6, 8)] == ["n", "d", "h", "4n"]
    assert Dimensions({"n": 1, "h": 6}).spell_shape((1, 6)) == "(n, h)"
