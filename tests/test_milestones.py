"""The milestones of a reference on a probe: with the steps that they belong to, their values, and their origins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from grader.answers import Answers
from grader.exercise import find
from grader.milestones import Milestone, files_of, milestones_of
from grader.worker.probe import Probe
from reference.milestones import listening, milestone

EXERCISES = ("hidden_layer", "output_layer", "rnn_cell", "rnn_cell_concat", "rnn_forward")


def main_probe(exercise: str) -> Probe:
    return Answers.of(find(exercise)).plan.probes[0]


def of(exercise: str) -> tuple[Milestone, ...]:
    return milestones_of(find(exercise).implementation(), main_probe(exercise))


def on(reference: Callable[..., object], **arguments: Tensor) -> tuple[Milestone, ...]:
    return milestones_of(reference, Probe("", "", {}, arguments, ()))


def origins(milestones: tuple[Milestone, ...]) -> dict[str, tuple[list[str], tuple[str, ...], str]]:
    """Of each milestone those before it, the arguments that it is made of, and the operation."""
    return {
        each.name: ([milestones[place].name for place in each.after], each.arguments, each.operation)
        for each in milestones
    }


def test_the_milestones_of_a_cell_know_what_they_are_made_of() -> None:
    assert origins(of("rnn_cell")) == {
        "X_t W_xh": ([], ("X", "W_xh"), "matmul"),
        "H_{t-1} W_hh": ([], ("H", "W_hh"), "matmul"),
        "X_t W_xh + H_{t-1} W_hh": (["X_t W_xh", "H_{t-1} W_hh"], (), "add"),
        "Z_t": (["X_t W_xh + H_{t-1} W_hh"], ("b_h",), "add"),
        "H_t": (["Z_t"], (), "tanh"),
    }


def test_arguments_are_seen_through_what_only_puts_them_together() -> None:
    assert origins(of("rnn_cell_concat")) == {
        "X_t W_xh + H_{t-1} W_hh": ([], ("X", "H", "W_xh", "W_hh"), "matmul"),
        "Z_t": (["X_t W_xh + H_{t-1} W_hh"], ("b_h",), "add"),
        "H_t": (["Z_t"], (), "tanh"),
    }


def test_the_milestones_of_layers_know_theirs() -> None:
    assert origins(of("hidden_layer")) == {
        "X W_xh": ([], ("X", "W_xh"), "matmul"),
        "Z": (["X W_xh"], ("b_h",), "add"),
        "H": (["Z"], (), "tanh"),
    }
    assert origins(of("output_layer")) == {
        "H W_hq": ([], ("H", "W_hq"), "matmul"),
        "O": (["H W_hq"], ("b_q",), "add"),
    }


def test_over_time_names_have_their_steps_and_each_step_comes_from_the_one_before() -> None:
    found = of("rnn_forward")
    steps = main_probe("rnn_forward").sizes["T"]
    told = origins(found)
    assert [name for name in told if name.startswith(("X_2 W_xh", "Z_2"))] == [
        "X_2 W_xh",
        "X_2 W_xh + H_1 W_hh",
        "Z_2",
    ]
    assert len(told) == len(found) == 5 * steps
    assert told["X_2 W_xh"] == ([], ("X", "W_xh"), "matmul")
    assert told["H_0 W_hh"] == ([], ("H", "W_hh"), "matmul")
    assert told["H_1 W_hh"] == (["H_1"], ("W_hh",), "matmul")
    assert told[f"H_{steps}"] == ([f"Z_{steps}"], (), "tanh")


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_last_milestone_is_the_result_and_those_before_lead_to_it(exercise: str) -> None:
    probe, found = main_probe(exercise), of(exercise)
    result = find(exercise).implementation()(**probe.arguments)
    last = result[1] if isinstance(result, tuple) else result
    assert torch.equal(found[-1].value, last)
    assert all(before < place for place, each in enumerate(found) for before in each.after)
    assert {before for each in found for before in each.after} == set(range(len(found) - 1))


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_arguments_of_the_probe_stay_as_they_were(exercise: str) -> None:
    probe = main_probe(exercise)
    before = {name: value.clone() for name, value in probe.arguments.items() if isinstance(value, Tensor)}
    milestones_of(find(exercise).implementation(), probe)
    assert all(torch.equal(value, before[name]) for name, value in probe.arguments.items() if name in before)


def names_nothing(X: Tensor) -> Tensor:
    return X + 1


def names_an_argument(X: Tensor) -> Tensor:
    milestone("X", X, "")
    milestone("Y", X + 1, "")
    return X


def names_a_constant(X: Tensor) -> Tensor:
    milestone("1", CONSTANT, "")
    return X


def names_one_twice(X: Tensor) -> Tensor:
    Y = X + 1
    milestone("Y", Y, "")
    milestone("Y again", Y, "")
    milestone("Z", Y * 2, "")
    return Y


CONSTANT = torch.ones(3, requires_grad=True)


def test_references_that_name_odd_things_are_no_trouble() -> None:
    X = torch.ones(3)
    assert on(names_nothing, X=X) == ()
    assert [(each.name, each.after, each.arguments, each.operation) for each in on(names_an_argument, X=X)] == [
        ("X", (), (), ""),
        ("Y", (), ("X",), "add"),
    ]
    (constant,) = on(names_a_constant, X=X)
    assert (constant.after, constant.arguments, constant.value.requires_grad) == ((), (), False)
    assert [len(each.after) for each in on(names_one_twice, X=X)] == [0, 0, 1]


def _doubled(X: Tensor) -> Tensor:
    Y = 2 * X
    milestone("2 X", Y, "")
    return Y


def names_its_inputs_last(X: Tensor) -> Tensor:
    Y = X + 1
    Z = _doubled(Y)
    milestone("X", Y, "")
    return Z


def test_milestones_come_in_the_order_in_which_their_values_are_made() -> None:
    found = on(names_its_inputs_last, X=torch.ones(2))
    assert [(each.name, each.after) for each in found] == [("X", ()), ("2 X", (0,))]


def many_steps(X: Tensor) -> Tensor:
    for X_t in X:
        milestone("X_t", X_t + 0, "")
        milestone("X_{t-1} + X_t", X_t + 1, "")
        milestone("X_tt", X_t + 2, "")
    milestone("Y_t", X + 1, "")
    return X


def test_only_what_occurs_again_gets_a_step() -> None:
    assert [each.name for each in on(many_steps, X=torch.ones(2, 1))] == [
        "X_1",
        "X_0 + X_1",
        "X_tt",
        "X_2",
        "X_1 + X_2",
        "X_tt",
        "Y_t",
    ]


def test_whoever_listens_around_it_hears_nothing() -> None:
    with listening() as found:
        of("hidden_layer")
    assert found == []


def test_the_files_of_a_reference_are_those_of_its_package() -> None:
    files = files_of(find("rnn_forward").implementation())
    assert {"recurrent.py", "milestones.py", "checked.py"} <= {file.rpartition("/")[2] for file in files}
    assert all("/reference/" in file for file in files)


def test_a_probe_in_single_precision_gives_milestones_of_its_own() -> None:
    probe = main_probe("hidden_layer")
    arguments = {name: value.float() for name, value in probe.arguments.items() if isinstance(value, Tensor)}
    found = milestones_of(find("hidden_layer").implementation(), replace(probe, arguments=arguments))
    assert {each.value.dtype for each in found} == {torch.float32}
