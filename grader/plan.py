"""From a reference's signature and a seed to the probes of an exercise."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, get_args, get_origin, get_type_hints

import torch
from torch import Tensor

from grader.exercise import Exercise
from grader.worker.dimensions import Dimensions, choose_sizes, names_in
from grader.worker.probe import Probe

PUBLIC_SEED = 8
"""The seed of `check`. A grading run has a secret one of its own."""

TIME, BATCH = "T", "n"
SPELLED, AGAIN, FLOAT32, SMALL, LONG = "spelled", "again", "float32", "small", "long"
FUTURE, NEIGHBOUR = "future", "neighbour"
"""What is special about a probe. The others say it in an equation: `n = 1`, `n = h`."""

_ALL = ("gradients", "purity", "operations")
_LONG_TIME, _SHORT_TIME = 60, 10
_RADIUS = 0.95
_QUIET = 0.1


@dataclass(frozen=True, slots=True)
class Argument:
    """A parameter of the reference: its name and its axes, as the annotation has them."""

    name: str
    axes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contract:
    """What a reference's signature promises."""

    symbol: str
    arguments: tuple[Argument, ...]
    results: tuple[tuple[str, ...], ...]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Every dimension, in the order in which the signature introduces it."""
        axes = [axis for argument in self.arguments for axis in argument.axes]
        return tuple(dict.fromkeys(name for axis in axes for name in names_in(axis)))


@dataclass(frozen=True, slots=True)
class Plan:
    """The probes of one exercise."""

    contract: Contract
    probes: tuple[Probe, ...]


def contract_of(exercise: Exercise) -> Contract:
    """Read the reference's annotations."""
    hints = get_type_hints(exercise.implementation(), include_extras=True)
    returned = hints.pop("return")
    results = get_args(returned) if get_origin(returned) is tuple else (returned,)
    return Contract(
        symbol=exercise.id,
        arguments=tuple(Argument(name, _axes(hint)) for name, hint in hints.items()),
        results=tuple(_axes(hint) for hint in results),
    )


def make_plan(exercise: Exercise, seed: int = PUBLIC_SEED, device: str = "cpu") -> Plan:
    """The probes: spelled sizes first, then a 1 in each dimension, every coincidence of two, and the special ones.

    Deterministic in the exercise and the seed.
    """
    contract = contract_of(exercise)
    weights = exercise.weights
    collect = tuple(what for what in _ALL if what != "operations" or what in weights)
    make = _Maker(contract, seed, collect, device)
    sizes = choose_sizes(contract.dimensions, seed)
    main = make(SPELLED, sizes)
    probes = [replace(main, collect=(*collect, *_looks(device))), make(SMALL, _small(sizes), decimals=1)]
    probes += [make(f"{name} = 1", {**sizes, name: 1}) for name in sizes]
    probes += [make(id, same) for id, same in _coincidences(sizes)]
    probes.append(make(AGAIN, sizes))
    probes.append(
        _as_float32(make(FLOAT32, {**sizes, TIME: min(sizes[TIME], _SHORT_TIME)} if TIME in sizes else sizes))
    )
    if _is_recurrent(contract):
        probes.append(make.only_the_last_step_counts(LONG, {**_small(sizes), TIME: _LONG_TIME}))
    if "causality" in weights:
        probes += make.changed(probes[0])
    return Plan(contract, tuple(probes))


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes probes with numbers of their own, the same for the same seed."""

    contract: Contract
    seed: int
    collect: tuple[str, ...]
    device: str

    def __call__(self, id: str, sizes: Mapping[str, int], decimals: int | None = None) -> Probe:
        rng = torch.Generator().manual_seed(zlib.crc32(f"{self.seed}/{self.contract.symbol}/{id}".encode()))
        recurrent = _is_recurrent(self.contract)
        arguments = {a.name: _numbers(a, _shape(a.axes, sizes), rng, recurrent) for a in self.contract.arguments}
        if decimals is not None:
            arguments = {name: value.round(decimals=decimals) for name, value in arguments.items()}
        cotangents = tuple(_normal(_shape(axes, sizes), rng) for axes in self.contract.results)
        return Probe(id, self.contract.symbol, dict(sizes), arguments, cotangents, self.collect, self.device)

    def only_the_last_step_counts(self, id: str, sizes: Mapping[str, int]) -> Probe:
        """The gradient is then that of the last step's loss: how it flows back through time.

        Small inputs leave the activation nearly linear: what vanishes or explodes does so by the weights.
        """
        probe = self(id, sizes)
        weak = {a.name: _QUIET * _tensor(probe, a) for a in self.contract.arguments if not a.name.startswith("W")}
        probe = replace(probe, arguments={**probe.arguments, **weak})
        cotangents = tuple(
            torch.cat([torch.zeros_like(v[:-1]), v[-1:]]) if axes[:1] == (TIME,) else torch.zeros_like(v)
            for axes, v in zip(self.contract.results, probe.cotangents, strict=True)
        )
        return replace(probe, cotangents=cotangents, collect=("gradients",))

    def changed(self, probe: Probe) -> Iterator[Probe]:
        """The same call with other numbers in the later half of the time, and in the first row of the batch."""
        other = self(FUTURE, probe.sizes)
        for id, dimension, part in (
            (FUTURE, TIME, slice(changed_from(probe), None)),
            (NEIGHBOUR, BATCH, slice(0, 1)),
        ):
            arguments = dict(probe.arguments)
            for argument in self.contract.arguments:
                if dimension in argument.axes:
                    arguments[argument.name] = _with_part_of(
                        _tensor(probe, argument), _tensor(other, argument), argument, dimension, part
                    )
            yield replace(probe, id=id, arguments=arguments, collect=())


def _looks(device: str) -> tuple[str, ...]:
    """What is looked at once, in the main probe. Where there is a real device, none is pretended."""
    return ("annotations", "devices") if device == "cpu" else ("annotations",)


def changed_from(probe: Probe) -> int:
    """The first step (from 0) that differs in the probe `future`."""
    return probe.sizes[TIME] // 2


def flow_leaf(contract: Contract) -> str | None:
    """The argument whose gradient by step shows how gradients flow through time."""
    if not _is_recurrent(contract):
        return None
    return next((a.name for a in contract.arguments if a.axes[:1] == (TIME,)), None)


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


def _axes(hint: Any) -> tuple[str, ...]:
    return tuple(hint.dim_str.split())


def _shape(axes: tuple[str, ...], sizes: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(Dimensions(sizes).size(axis) for axis in axes)


def _small(sizes: Mapping[str, int]) -> dict[str, int]:
    return {name: 3 if name == TIME else 2 for name in sizes}


def _coincidences(sizes: Mapping[str, int]) -> Iterator[tuple[str, dict[str, int]]]:
    """Sizes where nothing crashes by mistake, and only the values tell."""
    for a, b in combinations(sizes, 2):
        same = min(sizes[a], sizes[b])
        yield f"{a} = {b}", {**sizes, a: same, b: same}


def _is_recurrent(contract: Contract) -> bool:
    """Whether a state is carried over time: a time axis, and a square weight to multiply it with."""
    return TIME in contract.dimensions and any(_is_square(argument) for argument in contract.arguments)


def _is_square(argument: Argument) -> bool:
    return len(argument.axes) == 2 and argument.axes[0] == argument.axes[1]


def _as_float32(probe: Probe) -> Probe:
    arguments = {
        name: value.float() if isinstance(value, Tensor) and value.is_floating_point() else value
        for name, value in probe.arguments.items()
    }
    return replace(probe, arguments=arguments)


def _numbers(argument: Argument, shape: tuple[int, ...], rng: torch.Generator, recurrent: bool) -> Tensor:
    """Numbers at which mistakes show: nothing zero, nothing saturated, and stable over time."""
    values = _normal(shape, rng)
    if argument.name.startswith("W") and len(shape) == 2:
        values *= 0.7 * min(1.0, (4 / shape[0]) ** 0.5)
        if recurrent and _is_square(argument):
            values *= _RADIUS / torch.linalg.eigvals(values).abs().max().clamp(min=1e-3)
    elif argument.name.startswith(("H", "b")):
        values *= 0.6
    return values


def _normal(shape: tuple[int, ...], rng: torch.Generator) -> Tensor:
    """Normal numbers, pushed away from zero."""
    values = torch.randn(shape, generator=rng, dtype=torch.float64)
    return values + 0.1 * values.sign()
