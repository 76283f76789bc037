"""From a reference's signature and a seed to the probes of an exercise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor

from grader.contract import FLOAT, TENSORS, Argument, Contract, contract_of
from grader.exercise import Exercise
from grader.numbers import Numbers, is_square
from grader.sizes import BATCH, TIME, Sizes
from grader.worker.probe import Probe, Value

PUBLIC_SEED = 8
"""The seed of `check`. A grading run has a secret one of its own."""

SPELLED, AGAIN, FLOAT32, SMALL, LONG = "spelled", "again", "float32", "small", "long"
FUTURE, NEIGHBOUR = "future", "neighbour"
"""What is special about a probe. The others say it in words: `n = 1`, `n = h`, `n is long`."""

_COLLECTED = ("gradients", "purity", "operations")
_QUIET = 0.1
_RECURRENT = "W_hh"


@dataclass(frozen=True, slots=True)
class Plan:
    """The probes of one exercise. `has_cases`: they are the exercise's own, and have the sizes that they have."""

    contract: Contract
    probes: tuple[Probe, ...]
    has_cases: bool = False


def make_plan(exercise: Exercise, seed: int = PUBLIC_SEED, device: str = "cpu", *, tiny: bool = False) -> Plan:
    """The probes: spelled sizes first, then a 1 in each dimension, every coincidence of two, and the special ones.

    Or the cases that the exercise names. Deterministic in the exercise and the seed. `tiny`: sizes for slow programs.
    """
    contract = contract_of(exercise)
    make = _Maker(exercise, Numbers(exercise, contract, seed), _collected(exercise), device, tiny)
    cases = tuple(make.cases())
    probes = list(cases or make.sized())
    probes[0] = replace(probes[0], collect=(*probes[0].collect, *_looks(device)))
    return Plan(contract, tuple(probes), bool(cases))


def takes_sizes(exercise: Exercise, contract: Contract) -> bool:
    """Whether its inputs can be made for any sizes; others are cases of their own."""
    inputs = exercise.inputs()
    return not hasattr(inputs, "cases") or all(argument.kind == FLOAT for argument in contract.arguments)


def main_probe(exercise: Exercise, sizes: Mapping[str, int], seed: int = PUBLIC_SEED) -> Probe:
    """The main probe for sizes of one's own; without any, the first of the exercise's cases."""
    make = _Maker(exercise, Numbers(exercise, contract_of(exercise), seed), (), "cpu")
    return make(SPELLED, sizes) if sizes else next(make.cases())


def long_probe(exercise: Exercise, sizes: Mapping[str, int], seed: int = PUBLIC_SEED) -> Probe:
    """A call for sizes of one's own that asks how gradients flow back from the last step."""
    make = _Maker(exercise, Numbers(exercise, contract_of(exercise), seed), (), "cpu")
    return make.only_the_last_step_counts(LONG, sizes)


def _collected(exercise: Exercise) -> tuple[str, ...]:
    judged = exercise.weights
    wanted = {"gradients": "gradient", "purity": "purity", "operations": "operations"}
    return tuple(what for what in _COLLECTED if wanted[what] in judged)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes probes with numbers of their own, the same for the same seed."""

    exercise: Exercise
    numbers: Numbers
    collect: tuple[str, ...]
    device: str
    tiny: bool = False

    @property
    def contract(self) -> Contract:
        return self.numbers.contract

    def sized(self) -> Iterator[Probe]:
        """Probes for sizes: those that can be read back, and those at which something coincides."""
        sizes = Sizes.chosen(self.contract.dimensions, self.numbers.seed, tiny=self.tiny)
        main = self(SPELLED, sizes.main)
        yield main
        yield self(SMALL, sizes.small, decimals=1)
        yield from (self(id, special) for id, special in sizes.special())
        yield from (replace(self(id, usual), collect=()) for id, usual in sizes.usual())
        yield self(AGAIN, sizes.main)
        yield with_dtype(self(FLOAT32, sizes.short), torch.float32)
        if _carries_a_state(self.contract) and "gradients" in self.collect and self.contract.constructor is None:
            yield self.only_the_last_step_counts(LONG, sizes.long)
        if "causality" in self.exercise.weights:
            yield from self.changed(main)

    def cases(self) -> Iterator[Probe]:
        """The cases of the exercise's own: the first is the main one, the second the small one."""
        for index, (name, arguments) in enumerate(self.numbers.cases()):
            id = (SPELLED, SMALL)[index] if index < 2 else name
            yield self.probe(id, _sizes_in(self.contract, arguments), arguments, ())

    def __call__(self, id: str, sizes: Mapping[str, int], decimals: int | None = None) -> Probe:
        arguments = self.numbers.arguments(id, sizes, decimals)
        return self.probe(id, sizes, arguments, self.numbers.cotangents(id, sizes))

    def probe(
        self, id: str, sizes: Mapping[str, int], arguments: dict[str, Value], cotangents: tuple[Tensor, ...]
    ) -> Probe:
        """One probe, in the precision that the exercise is graded in."""
        inputs = self.exercise.inputs()
        construct = inputs.construct(dict(sizes)) if inputs is not None and hasattr(inputs, "construct") else None
        probe = Probe(
            id=id,
            symbol=self.contract.symbol,
            sizes=dict(sizes),
            arguments=arguments,
            cotangents=cotangents or tuple(torch.zeros(0) for _ in self.contract.results),
            collect=self.collect,
            device=self.device,
            layout=self.contract.layout,
            construct=construct,
            parameters=self._parameters(id, construct) if construct is not None else {},
            draws=inputs.draws(arguments) if inputs is not None and hasattr(inputs, "draws") else 0,
        )
        return with_dtype(probe, torch.float32) if self.exercise.precision == FLOAT32 else probe

    def only_the_last_step_counts(self, id: str, sizes: Mapping[str, int]) -> Probe:
        """The gradient is then that of the last step's loss: how it flows back through time.

        Small inputs leave the activation nearly linear: what vanishes or explodes does so by the weights.
        """
        probe = self(id, sizes)
        weak = {a.name: _QUIET * _tensor(probe, a) for a in self.contract.arguments if _is_input(a)}
        probe = replace(probe, arguments={**probe.arguments, **weak})
        cotangents = tuple(
            torch.cat([torch.zeros_like(v[:-1]), v[-1:]]) if axes[:1] == (TIME,) else torch.zeros_like(v)
            for axes, v in zip(self.contract.results, probe.cotangents, strict=True)
        )
        return replace(probe, cotangents=cotangents, collect=("gradients",))

    def changed(self, probe: Probe) -> Iterator[Probe]:
        """The same call with other numbers in the later half of the time, and in the first row of the batch.

        The first rows change at one later step each: what changes with it tells on which step it depends.
        """
        other = self(FUTURE, probe.sizes)
        for id, dimension, part in (
            (FUTURE, TIME, slice(changed_from(probe), None)),
            (NEIGHBOUR, BATCH, slice(0, 1)),
        ):
            arguments = dict(probe.arguments)
            for argument in self.contract.arguments:
                if dimension in argument.axes and argument.name in arguments:
                    value = _tensor(probe, argument)
                    changed = _with_part_of(value, _tensor(other, argument), argument, dimension, part)
                    for row, step in lone_steps(self.contract, probe).items() if id == FUTURE else ():
                        _change_back(changed, value, argument, row, step)
                    arguments[argument.name] = changed
            yield replace(probe, id=id, arguments=arguments, collect=(), draws=0)

    def _parameters(self, id: str, construct: Mapping[str, Value]) -> dict[str, Tensor]:
        """Numbers for the parameters of a class, by the names that the reference's have."""
        reference: Any = self.exercise.implementation()
        rng = self.numbers.rng(f"{id}/parameters")
        found: dict[str, Tensor] = {}
        for name, parameter in reference(**construct).named_parameters():
            values = torch.randn(parameter.shape, generator=rng, dtype=torch.float64)
            found[name] = 0.6 * values / max(1.0, (parameter.shape[0] / 4) ** 0.5 if parameter.ndim > 1 else 1.0)
        return found


def changed_from(probe: Probe) -> int:
    """The first step (from 0) that differs in the probe `future`."""
    return probe.sizes[TIME] // 2


def lone_steps(contract: Contract, probe: Probe) -> dict[int, int]:
    """The rows of the batch of which the probe `future` changes one step only, and which. The last row is none.

    None at all, where an argument over time has no batch.
    """
    if any(TIME in a.axes and BATCH not in a.axes for a in contract.arguments) or BATCH not in probe.sizes:
        return {}
    later = range(changed_from(probe), probe.sizes[TIME])
    return dict(zip(range(probe.sizes[BATCH] - 1), later, strict=False))


def flow_leaf(contract: Contract) -> str | None:
    """The argument whose gradient by step shows how gradients flow through time."""
    if not _carries_a_state(contract):
        return None
    return next((a.name for a in contract.arguments if a.axes[:1] == (TIME,) and a.kind == FLOAT), None)


def recurrent_weights(contract: Contract) -> tuple[str, ...]:
    """The arguments that carry a state from step to step: `W_hh`, or else every square matrix."""
    if any(a.name == _RECURRENT and (a.kind == TENSORS or is_square(a)) for a in contract.arguments):
        return (_RECURRENT,)
    return tuple(argument.name for argument in contract.arguments if is_square(argument))


def _carries_a_state(contract: Contract) -> bool:
    """Whether there are many steps, and weights from one to the next; for several layers they are in a list."""
    return TIME in contract.dimensions and bool(recurrent_weights(contract))


def _looks(device: str) -> tuple[str, ...]:
    """What is looked at once, in the main probe. Where there is a real device, none is pretended."""
    return ("annotations", "devices") if device == "cpu" else ("annotations",)


def _is_input(argument: Argument) -> bool:
    return argument.kind == FLOAT and not argument.name.startswith("W")


def _tensor(probe: Probe, argument: Argument) -> Tensor:
    value = probe.arguments[argument.name]
    assert isinstance(value, Tensor)
    return value


def _with_part_of(value: Tensor, other: Tensor, argument: Argument, dimension: str, part: slice) -> Tensor:
    index = [slice(None)] * len(argument.axes)
    index[argument.axes.index(dimension)] = part
    changed = value.clone()
    changed[tuple(index)] = other[tuple(index)]
    return changed


def _change_back(changed: Tensor, value: Tensor, argument: Argument, row: int, step: int) -> None:
    """In one row of the batch, only `step` stays changed."""
    time, batch = argument.axes.index(TIME), argument.axes.index(BATCH)
    for t in range(value.shape[time]):
        if t != step:
            index: list[int | slice] = [slice(None)] * len(argument.axes)
            index[time], index[batch] = t, row
            changed[tuple(index)] = value[tuple(index)]


def _sizes_in(contract: Contract, arguments: Mapping[str, Value]) -> dict[str, int]:
    """The sizes that the tensors of a case have, where an axis is a plain name."""
    sizes: dict[str, int] = {}
    for argument in contract.arguments:
        value = arguments.get(argument.name)
        if isinstance(value, Tensor) and value.ndim == len(argument.axes):
            for axis, size in zip(argument.axes, value.shape, strict=True):
                if axis.isidentifier():
                    sizes.setdefault(axis, size)
    return sizes


def with_dtype(probe: Probe, dtype: torch.dtype) -> Probe:
    """The same call with all floating numbers in another precision."""
    arguments = {name: _converted(value, dtype) for name, value in probe.arguments.items()}
    parameters = {name: value.to(dtype) for name, value in probe.parameters.items()}
    return replace(probe, arguments=arguments, parameters=parameters)


def _converted(value: Value, dtype: torch.dtype) -> Value:
    if isinstance(value, Tensor):
        return value.to(dtype) if value.is_floating_point() else value
    if isinstance(value, list):
        return [_converted(item, dtype) for item in value]
    if isinstance(value, dict):
        return {key: _converted(item, dtype) for key, item in value.items()}
    return value
