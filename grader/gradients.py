"""The experiment: how do gradients flow back through T steps, where the recurrent weights have a given radius?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode

from grader.asking import OTHER_SHAPES, NoAnswer, ask_reference, asking
from grader.checker import Checker
from grader.contract import Contract, contract_of
from grader.exercise import Exercise, known_exercises
from grader.judge.compare import equal
from grader.judge.evidence import leaves
from grader.judge.flow import flow_between
from grader.numbers import quiet
from grader.plan import flow_leaf, long_probe, recurrent_weights, takes_sizes
from grader.report import Followed, GradientFlow
from grader.report.flow import cut_of
from grader.worker.probe import Observation, Probe, Value

OWN, IDENTITY, RELU, TANH = "own", "identity", "relu", "tanh"
_ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {IDENTITY: lambda Z: Z, RELU: torch.relu, TANH: torch.tanh}

_SIZES = {"n": 2, "d": 17, "h": 16, "l": 2}
_OTHER_SIZE = 3
_QUIET = 0.1
_SEED = 3
_A_TENTH = 0.1
"""When less than this arrives at the first step, gradients vanish; when ten times as much does, they explode."""


class NoFlow(Exception):
    """There is no flow to follow. The message says why, and what there is instead."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How long the sequence is, the spectral radius of the recurrent weights, and the reference's activation."""

    steps: int = 100
    radius: float = 0.9
    activation: str = OWN


def follow(exercise: Exercise, setting: Setting, checker: Checker | None = None, file: str | None = None) -> Followed:
    """The flow of the reference, or of a file beside it, which the checker runs.

    The recurrent weights are a random rotation times the radius and the weights of the inputs have orthonormal
    columns, so that for a linear recurrence `‖∂L_T/∂X_t‖` is `radius ** (T - t)` times a constant, exactly. Inputs
    and biases are small: tanh is nearly linear as long as the states stay small.

    Raises:
        NoFlow: no state is carried over time here, or the reference has no tanh to be replaced.
        NoAnswer: the file fails. UnusableFile, FileTooBig: there is no file to be asked.
    """
    contract = contract_of(exercise)
    name = flow_leaf(contract)
    if name is None or not _has_a_flow(exercise):
        raise NoFlow(f"In {exercise.id} no gradient flows back through time. Try {_those_that_have_one()}.")
    probe = _probe(exercise, contract, setting)
    seen: Observation | None = None
    if checker is not None and file is not None:
        with asking(checker, Path(file), exercise, file) as ask:
            seen = ask(probe)
    expected = _reference(exercise, probe, setting.activation)
    rates = _A_TENTH ** (1 / (setting.steps - 1)), (1 / _A_TENTH) ** (1 / (setting.steps - 1))
    flow = flow_between(seen or expected, expected, probe, contract, rates)
    if flow is None:
        raise NoAnswer(OTHER_SHAPES)
    flow = flow if seen is not None else replace(flow, expected=())
    same = seen is None or _same_results(seen, _reference(exercise, probe, OWN))
    remarks = [*_of_the_experiment(exercise, contract, setting, file), *_of_the_flow(flow, exercise, setting)]
    return Followed(exercise.id, file, setting.activation, name, flow, (*_of_others(same), *remarks), same)


def _of_others(same: bool) -> Iterator[str]:
    if not same:
        yield "The results are not the reference's, so this is the flow of another computation: `check` says more."


def _same_results(seen: Observation, expected: Observation) -> bool:
    """Whether both have computed the same: of other numbers a flow says nothing about what is cut off."""
    ours, theirs = leaves(seen.result), leaves(expected.result)
    return len(ours) == len(theirs) and all(equal(a.data, b.data) for a, b in zip(ours, theirs, strict=True))


def _has_a_flow(exercise: Exercise) -> bool:
    contract = contract_of(exercise)
    graded = "gradient" in exercise.weights and contract.constructor is None
    return graded and flow_leaf(contract) is not None and takes_sizes(exercise, contract)


def _those_that_have_one() -> str:
    return " or ".join([exercise.id for exercise in known_exercises() if _has_a_flow(exercise)][:3])


def _probe(exercise: Exercise, contract: Contract, setting: Setting) -> Probe:
    sizes = {name: _SIZES.get(name, _OTHER_SIZE) for name in contract.dimensions} | {"T": setting.steps}
    probe = long_probe(exercise, sizes, _SEED)
    rng = torch.Generator().manual_seed(_SEED)
    recurrent = recurrent_weights(contract)
    arguments = {
        name: _scaled(value, setting.radius if name in recurrent else 1.0, rng)
        if name.startswith("W") or name in recurrent
        else quiet(value, _QUIET)
        for name, value in probe.arguments.items()
    }
    return replace(probe, arguments=arguments)


def _scaled(value: Value, radius: float, rng: torch.Generator) -> Value:
    """Weights with orthonormal columns, times a radius: all singular values are the radius, and all |eigenvalues|."""
    if isinstance(value, list):
        return [_scaled(item, radius, rng) for item in value]
    if not isinstance(value, Tensor) or value.ndim != 2 or value.shape[0] < value.shape[1]:
        return value
    return radius * torch.linalg.qr(torch.randn(value.shape, generator=rng, dtype=torch.float64))[0].to(value.dtype)


def _reference(exercise: Exercise, probe: Probe, activation: str) -> Observation:
    if activation == OWN:
        return ask_reference(exercise, probe)
    with _InsteadOfTanh(_ACTIVATIONS[activation]) as mode:
        seen = ask_reference(exercise, probe)
    if not mode.replaced:
        raise NoFlow(f"The reference of {exercise.id} has no tanh that another activation could replace.")
    return seen


class _InsteadOfTanh(TorchFunctionMode):
    """Inside it, every tanh of the reference is another function."""

    def __init__(self, activation: Callable[[Tensor], Tensor]) -> None:
        super().__init__()
        self.activation, self.replaced = activation, 0

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func in (torch.tanh, Tensor.tanh):
            self.replaced += 1
            return self.activation(*args)
        return func(*args, **(kwargs or {}))


def _of_the_experiment(exercise: Exercise, contract: Contract, setting: Setting, file: str | None) -> Iterator[str]:
    names = " and ".join(f"`{name}`" for name in recurrent_weights(contract))
    yield (
        f"{names}: a random rotation times {setting.radius:g}, which is its spectral radius. All inputs are small, so "
        "that the states start out small."
    )
    if setting.activation != OWN:
        what = f"{setting.activation} stands where the reference has tanh"
        yield f"In the reference, {what}; your file computes what it says." if file else f"In the reference, {what}."


def _of_the_flow(flow: GradientFlow, exercise: Exercise, setting: Setting) -> Iterator[str]:
    """What there is to see besides the verdict and the measured rate."""
    activation = TANH if setting.activation == OWN else setting.activation
    if flow.cut_at is not None:
        if exercise.cuts_gradients and (not flow.expected or cut_of(flow.expected) == flow.cut_at):
            yield "The exercise cuts gradients on purpose, there and after every window before it."
        elif not flow.expected and activation == RELU:
            yield "Where no unit is active, the slope of relu is 0, and nothing gets past that step."
    elif flow.radius is not None and flow.rate is not None and flow.rate < 0.98 * flow.radius:
        if activation == TANH and setting.radius > 1:
            yield (
                "The states grow until tanh saturates; there its slope is far below 1, and every step multiplies the "
                "gradient by the weights and by that slope. With --activation identity nothing holds it back."
            )
        elif activation == RELU:
            yield "The slope of relu is 0 for half of the units: that comes on top of the radius."
