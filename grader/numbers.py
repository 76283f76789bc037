"""The numbers of a probe: for every argument values at which mistakes show, the same for the same seed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from grader.contract import FLOAT, Argument, Contract
from grader.exercise import Exercise
from grader.worker.dimensions import Dimensions
from grader.worker.probe import Value

RADIUS = 0.95
_SPREAD = 0.7


@dataclass(frozen=True, slots=True)
class Numbers:
    """Makes arguments and cotangents: what the signature tells by itself, the rest by the exercise's `inputs`."""

    exercise: Exercise
    contract: Contract
    seed: int

    def rng(self, id: str) -> torch.Generator:
        """Randomness of its own for each probe."""
        return torch.Generator().manual_seed(zlib.crc32(f"{self.seed}/{self.contract.symbol}/{id}".encode()))

    def arguments(self, id: str, sizes: Mapping[str, int], decimals: int | None = None) -> dict[str, Value]:
        """For every argument a value; optional ones may be left out. Few decimals are easier to read."""
        rng, recurrent = self.rng(id), is_recurrent(self.contract)
        derived: dict[str, Any] = {
            argument.name: _normal_weights(argument, shape_of(argument.axes, sizes), rng, recurrent)
            for argument in self.contract.arguments
            if argument.kind == FLOAT
        }
        if decimals is not None:
            derived = {name: value.round(decimals=decimals) for name, value in derived.items()}
        inputs = self.exercise.inputs()
        if inputs is not None and hasattr(inputs, "fill"):
            filled: Mapping[str, Any] = inputs.fill(dict(sizes), self.rng(f"{id}/fill"))
            left_out = {a.name for a in self.contract.arguments if a.optional and a.name not in filled}
            derived = {name: value for name, value in {**derived, **filled}.items() if name not in left_out}
        return {name: as_value(value) for name, value in derived.items()}

    def cases(self) -> Iterator[tuple[str, dict[str, Value]]]:
        """The complete inputs that an exercise names, if it does."""
        inputs = self.exercise.inputs()
        if inputs is not None and hasattr(inputs, "cases"):
            for name, arguments in inputs.cases(self.rng("cases")):
                yield name, {key: as_value(value) for key, value in arguments.items()}

    def cotangents(self, id: str, sizes: Mapping[str, int]) -> tuple[Tensor, ...]:
        """A random vector for each floating result, none for the others."""
        rng = self.rng(f"{id}/cotangents")
        return tuple(
            normal(shape_of(axes, sizes), rng) if kind == FLOAT else torch.zeros(0)
            for axes, kind in zip(self.contract.results, self.contract.layout, strict=True)
        )


def is_recurrent(contract: Contract) -> bool:
    """Whether a state is carried over time: a time axis, and a square weight to multiply it with."""
    return "T" in contract.dimensions and any(is_square(argument) for argument in contract.arguments)


def shape_of(axes: tuple[str, ...], sizes: Mapping[str, int]) -> tuple[int, ...]:
    """The shape that axes have for these sizes."""
    return tuple(Dimensions(sizes).size(axis) for axis in axes)


def as_value(value: Any) -> Value:
    """As it travels: a generator as its seed, a tuple as a list, a tensor that requires a gradient as such."""
    if isinstance(value, Tensor) and value.requires_grad:
        return {"$requires_grad": value.detach()}
    if isinstance(value, torch.Generator):
        return {"$generator": value.initial_seed()}
    if isinstance(value, (list, tuple)):
        return [as_value(item) for item in value]
    if isinstance(value, dict):
        return {str(key): as_value(item) for key, item in value.items()}
    return value


def quiet(value: Value, factor: float) -> Value:
    """Smaller numbers, at which an activation is more nearly linear."""
    if isinstance(value, list):
        return [quiet(item, factor) for item in value]
    return factor * value if isinstance(value, Tensor) and value.is_floating_point() else value


def normal(shape: tuple[int, ...], rng: torch.Generator) -> Tensor:
    """Normal numbers, pushed away from zero."""
    values = torch.randn(shape, generator=rng, dtype=torch.float64)
    return values + 0.1 * values.sign()


def _normal_weights(argument: Argument, shape: tuple[int, ...], rng: torch.Generator, recurrent: bool) -> Tensor:
    """Numbers at which mistakes show: nothing zero, nothing saturated, and stable over time."""
    values = normal(shape, rng)
    if argument.name.startswith("W") and len(shape) == 2:
        values *= _SPREAD * min(1.0, (4 / shape[0]) ** 0.5)
        if recurrent and is_square(argument):
            values *= RADIUS / torch.linalg.eigvals(values).abs().max().clamp(min=1e-3)
    elif argument.name.startswith(("H", "b")):
        values *= 0.6
    return values


def is_square(argument: Argument) -> bool:
    """Whether an argument is a tensor with the same axis twice."""
    return len(argument.axes) == 2 and argument.axes[0] == argument.axes[1]
