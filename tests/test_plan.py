"""The probes that are derived from a reference's signature."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from grader.exercise import find
from grader.plan import FLOAT32, FUTURE, LONG, NEIGHBOUR, SPELLED, Plan, changed_from, make_plan

CELL, FORWARD = find("rnn_cell"), find("rnn_forward")


def probe(plan: Plan, id: str):
    return next(probe for probe in plan.probes if probe.id == id)


def test_there_is_a_one_in_each_dimension_and_every_coincidence_of_two() -> None:
    ids = [probe.id for probe in make_plan(CELL).probes]
    assert ids[0] == SPELLED
    assert {"n = 1", "d = 1", "h = 1", "n = d", "n = h", "d = h"} < set(ids)
    assert "T = 1" not in ids
    for each in make_plan(FORWARD).probes:
        if " = " in each.id:
            left, right = each.id.split(" = ")
            assert each.sizes[left] == (1 if right == "1" else each.sizes[right])


def test_the_same_seed_makes_the_same_probes_and_another_makes_others() -> None:
    def numbers(seed: int) -> list[Tensor]:
        return [value for probe in make_plan(CELL, seed).probes for value in probe.arguments.values()]

    assert all(map(torch.equal, numbers(3), numbers(3)))
    assert make_plan(CELL, 3).probes[0].sizes != make_plan(CELL, 4).probes[0].sizes


@pytest.mark.parametrize("id", ["hidden_layer", "rnn_cell", "rnn_cell_concat", "output_layer", "rnn_forward"])
def test_inputs_are_double_but_for_one_probe_and_never_zero(id: str) -> None:
    for each in make_plan(find(id)).probes:
        expected = torch.float32 if each.id == FLOAT32 else torch.float64
        assert {value.dtype for value in each.arguments.values()} == {expected}
        if each.id != "small":
            assert all((value != 0).all() for value in each.arguments.values())


def test_over_time_square_weights_have_a_spectral_radius_below_one() -> None:
    for each in make_plan(FORWARD).probes:
        assert torch.linalg.eigvals(each.arguments["W_hh"].double()).abs().max() <= 1


def test_the_long_probe_asks_for_the_gradient_of_the_last_step_alone() -> None:
    states, last = probe(make_plan(FORWARD), LONG).cotangents
    assert not states[:-1].any()
    assert states[-1].all()
    assert not last.any()


def test_changed_probes_differ_from_the_main_one_only_where_results_may_not_notice() -> None:
    plan = make_plan(FORWARD)
    main, future, neighbour = probe(plan, SPELLED), probe(plan, FUTURE), probe(plan, NEIGHBOUR)
    until = changed_from(main)
    assert 0 < until < main.sizes["T"]
    assert torch.equal(main.arguments["X"][:until], future.arguments["X"][:until])
    later = main.sizes["T"] - until
    assert (main.arguments["X"][until:, later:] != future.arguments["X"][until:, later:]).all()
    assert torch.equal(main.arguments["H"], future.arguments["H"])
    assert (main.arguments["X"][:, 0] != neighbour.arguments["X"][:, 0]).all()
    assert torch.equal(main.arguments["X"][:, 1:], neighbour.arguments["X"][:, 1:])
    assert torch.equal(main.arguments["H"][1:], neighbour.arguments["H"][1:])
    assert torch.equal(main.arguments["W_hh"], neighbour.arguments["W_hh"])
