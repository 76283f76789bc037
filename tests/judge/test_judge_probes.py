"""The plan of every exercise, probe by probe: what the judge may rely on. `test_plan.py` has the outline."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from grader.exercise import bundled, find
from grader.plan import (
    AGAIN,
    FLOAT32,
    FUTURE,
    LONG,
    NEIGHBOUR,
    PUBLIC_SEED,
    SMALL,
    SPELLED,
    Plan,
    changed_from,
    contract_of,
    flow_leaf,
    make_plan,
)
from grader.worker.dimensions import Dimensions, readings
from grader.worker.probe import Probe

DIMENSIONS = {
    "hidden_layer": ("n", "d", "h"),
    "rnn_cell": ("n", "d", "h"),
    "rnn_cell_concat": ("n", "d", "h"),
    "output_layer": ("T", "n", "h", "q"),
    "rnn_forward": ("T", "n", "d", "h"),
}
EACH = pytest.mark.parametrize("id", list(DIMENSIONS))
SEEDS = st.integers(0, 2**32)


@cache
def plan(id: str, seed: int = PUBLIC_SEED) -> Plan:
    return make_plan(find(id), seed)


def probe(id: str, special: str) -> Probe:
    return next(probe for probe in plan(id).probes if probe.id == special)


def tensors(probe: Probe) -> dict[str, Tensor]:
    return {name: value for name, value in probe.arguments.items() if isinstance(value, Tensor)}


def test_the_dimensions_of_the_first_exercises_come_from_their_signatures() -> None:
    found = {exercise.id: contract_of(exercise).dimensions for exercise in bundled()}
    assert {id: found[id] for id in DIMENSIONS} == DIMENSIONS


@EACH
def test_the_probes_are_these_in_this_order(id: str) -> None:
    names = DIMENSIONS[id]
    expected = [SPELLED, SMALL, *(f"{name} = 1" for name in names)]
    expected += [f"{a} = {b}" for a, b in combinations(names, 2)]
    expected += [AGAIN, FLOAT32]
    expected += [LONG, FUTURE, NEIGHBOUR] if id == "rnn_forward" else []
    assert [probe.id for probe in plan(id).probes] == expected


@EACH
def test_every_tensor_has_the_shape_that_the_signature_says(id: str) -> None:
    contract = plan(id).contract
    for each in plan(id).probes:
        dims = Dimensions(each.sizes)
        assert each.symbol == id
        assert list(each.arguments) == [argument.name for argument in contract.arguments]
        for argument in contract.arguments:
            assert tensors(each)[argument.name].shape == tuple(map(dims.size, argument.axes))
        assert [c.shape for c in each.cotangents] == [tuple(map(dims.size, axes)) for axes in contract.results]


@EACH
def test_the_main_probe_can_be_spelled_and_each_other_has_what_its_name_says(id: str) -> None:
    sizes = probe(id, SPELLED).sizes
    assert len(set(readings(sizes))) == len(readings(sizes))
    others = {**sizes, "T": 4} if "T" in sizes else sizes
    for name in DIMENSIONS[id]:
        assert probe(id, f"{name} = 1").sizes == {**others, name: 1}
    for a, b in combinations(DIMENSIONS[id], 2):
        same = min(sizes[a], sizes[b])
        assert probe(id, f"{a} = {b}").sizes == {**others, a: same, b: same}
    assert probe(id, AGAIN).sizes == sizes
    assert max(probe(id, SMALL).sizes.values()) <= 3


@EACH
def test_numbers_for_the_same_sizes_are_others_again(id: str) -> None:
    main, again = tensors(probe(id, SPELLED)), tensors(probe(id, AGAIN))
    assert all((main[name] != again[name]).all() for name in main)


@EACH
def test_only_one_probe_is_single_precision_and_its_cotangents_stay_double(id: str) -> None:
    for each in plan(id).probes:
        dtype = torch.float32 if each.id == FLOAT32 else torch.float64
        assert {value.dtype for value in tensors(each).values()} == {dtype}
        assert {value.dtype for value in each.cotangents} == {torch.float64}
        assert all(value.isfinite().all() for value in tensors(each).values())


@settings(deadline=None, max_examples=15)
@given(st.sampled_from(list(DIMENSIONS)), SEEDS)
def test_states_biases_and_inputs_are_nowhere_zero(id: str, seed: int) -> None:
    for each in make_plan(find(id), seed).probes:
        rounded = 0.05 if each.id == SMALL else 0.0
        for name, value in tensors(each).items():
            if rounded == 0.0:
                assert (value != 0).all(), (each.id, name)
            elif name.startswith(("X", "H", "b")):
                assert (value != 0).any(), (each.id, name)


@pytest.mark.parametrize("seed", range(5))
def test_over_time_square_weights_neither_explode_nor_hide(seed: int) -> None:
    for each in make_plan(find("rnn_forward"), seed).probes:
        radius = torch.linalg.eigvals(tensors(each)["W_hh"].double()).abs().max()
        assert radius <= 1
        assert radius > 0.5


@settings(deadline=None, max_examples=10)
@given(st.sampled_from(list(DIMENSIONS)), SEEDS, SEEDS)
def test_the_seed_and_nothing_else_decides(id: str, seed: int, other: int) -> None:
    def content(seed: int) -> list[Any]:
        probes = make_plan(find(id), seed).probes
        return [(p.id, dict(p.sizes), [v.tolist() for v in (*tensors(p).values(), *p.cotangents)]) for p in probes]

    first = content(seed)
    torch.rand(3)
    assert content(seed) == first
    if seed != other:
        assert all(a[2] != b[2] for a, b in zip(first, content(other), strict=True))


@EACH
def test_no_two_probes_share_their_numbers_but_for_those_that_are_changed(id: str) -> None:
    first = {p.id: tensors(p)["b_q" if id == "output_layer" else "b_h"].flatten()[:1] for p in plan(id).probes}
    own = [value.item() for name, value in first.items() if name not in (FUTURE, NEIGHBOUR)]
    assert len(set(own)) == len(own)


@EACH
def test_cotangents_are_random_and_differ_from_place_to_place(id: str) -> None:
    for each in plan(id).probes:
        if each.id != LONG:
            for cotangent in each.cotangents:
                assert (cotangent != 0).all()
                assert cotangent.unique().numel() == cotangent.numel()


def test_the_long_probe_is_long_and_counts_the_last_step_of_the_states_alone() -> None:
    long = probe("rnn_forward", LONG)
    states, last = long.cotangents
    assert long.sizes["T"] == 60
    assert max(size for name, size in long.sizes.items() if name != "T") == 2
    assert not states[:-1].any()
    assert (states[-1] != 0).all()
    assert not last.any()
    assert long.collect == ("gradients",)


@pytest.mark.parametrize(("id", "leaf"), [("rnn_forward", "X"), ("output_layer", None), ("rnn_cell", None)])
def test_gradients_flow_over_time_only_where_a_state_is_carried(id: str, leaf: str | None) -> None:
    assert flow_leaf(plan(id).contract) == leaf


def test_the_future_differs_from_one_step_on_and_the_neighbour_in_one_row() -> None:
    main, future, neighbour = (probe("rnn_forward", special) for special in (SPELLED, FUTURE, NEIGHBOUR))
    until = changed_from(main)
    changed, later = (tensors(future)["X"] != tensors(main)["X"]).transpose(0, 1), range(until, main.sizes["T"])
    assert (changed.all(2) == changed.any(2)).all()
    assert changed[len(later) :].any(2).tolist() == [[step in later for step in range(main.sizes["T"])]] * (
        main.sizes["n"] - len(later)
    )
    alone = changed[: len(later)].any(2).tolist()  # the first rows change at one step each
    assert alone == [[step == one for step in range(main.sizes["T"])] for one in later]
    rows = [row == 0 for row in range(main.sizes["n"])]
    assert (tensors(neighbour)["X"] != tensors(main)["X"]).all(2).all(0).tolist() == rows
    assert (tensors(neighbour)["X"] != tensors(main)["X"]).any(2).any(0).tolist() == rows
    assert (tensors(neighbour)["H"] != tensors(main)["H"]).any(1).tolist() == rows
    for name in ("W_xh", "W_hh", "b_h"):
        assert torch.equal(tensors(future)[name], tensors(main)[name])
        assert torch.equal(tensors(neighbour)[name], tensors(main)[name])
    assert torch.equal(tensors(future)["H"], tensors(main)["H"])
    assert future.collect == neighbour.collect == ()


@EACH
def test_operations_are_counted_only_where_the_exercise_asks(id: str) -> None:
    looks = {"annotations", "devices"}
    probes = [each for each in plan(id).probes if each.id not in (LONG, FUTURE, NEIGHBOUR)]
    collected = {tuple(what for what in each.collect if what not in looks) for each in probes}
    assert [each.id for each in probes if looks <= set(each.collect)] == [SPELLED]
    asked = ("gradients", "purity", "operations") if id == "rnn_cell_concat" else ("gradients", "purity")
    assert collected == {asked}


def test_the_device_is_passed_on_to_every_probe() -> None:
    assert {each.device for each in make_plan(find("rnn_cell"), device="meta").probes} == {"meta"}
