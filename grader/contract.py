"""What a reference's signature promises: its arguments and results, and their axes by name."""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

import torch
from torch import Tensor

from grader.exercise import Exercise
from grader.worker.dimensions import names_in

FLOAT, INT, VALUE, TENSORS, NAMED, GENERATOR = "float", "int", "value", "tensors", "named", "generator"
"""Kinds of arguments and results: floating and integer tensors, plain values, lists and dictionaries of tensors."""


@dataclass(frozen=True, slots=True)
class Argument:
    """A parameter of the reference: its name, its axes, as the annotation has them, and its kind."""

    name: str
    axes: tuple[str, ...]
    kind: str = FLOAT
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Contract:
    """What a reference's signature promises. `results` are the axes of each result, `kinds` their kinds.

    Of a class it is what its `forward` promises, and `constructor` are the arguments that objects are made with.
    """

    symbol: str
    arguments: tuple[Argument, ...]
    results: tuple[tuple[str, ...], ...]
    kinds: tuple[str, ...] = ()
    constructor: tuple[str, ...] | None = None

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Every dimension, in the order in which the signature introduces it; those of results last."""
        axes = [axis for argument in self.arguments for axis in argument.axes]
        axes += [axis for result in self.results for axis in result]
        names = dict.fromkeys(name for axis in axes for name in names_in(axis))
        return tuple(name for name in names if name not in self._numbers)

    @property
    def asked_for(self) -> tuple[str, ...]:
        """The arguments that the function, or the class when an object is made, must take by name."""
        return self.constructor or tuple(argument.name for argument in self.arguments)

    @property
    def layout(self) -> tuple[str, ...]:
        """The kinds of the results, tensors where nothing else is said."""
        return self.kinds or (FLOAT,) * len(self.results)

    @property
    def _numbers(self) -> frozenset[str]:
        """Arguments that a result's axis speaks of, `{num_tokens}`: they are no dimensions."""
        return frozenset(argument.name for argument in self.arguments if argument.kind == VALUE)


def contract_of(exercise: Exercise) -> Contract:
    """Read the reference's annotations; of a class, those of its `forward`."""
    implementation: Any = exercise.implementation()
    is_class = isinstance(implementation, type)
    function = implementation.forward if is_class else implementation
    hints = get_type_hints(function, include_extras=True)
    returned = hints.pop("return")
    results = get_args(returned) if get_origin(returned) is tuple and ... not in get_args(returned) else (returned,)
    defaults = _with_defaults(function)
    return Contract(
        symbol=exercise.symbol,
        arguments=tuple(_argument(name, hint, optional=name in defaults) for name, hint in hints.items()),
        results=tuple(_axes(hint) for hint in results),
        kinds=tuple(_kind(hint) for hint in results),
        constructor=tuple(inspect.signature(implementation).parameters) if is_class else None,
    )


def _with_defaults(function: Callable[..., object]) -> frozenset[str]:
    parameters = inspect.signature(function).parameters.values()
    return frozenset(parameter.name for parameter in parameters if parameter.default is not parameter.empty)


def _argument(name: str, hint: Any, *, optional: bool) -> Argument:
    return Argument(name, _axes(hint), _kind(hint), optional)


def _kind(hint: Any) -> str:
    hint = _without_none(hint)
    origin, inner = get_origin(hint), get_args(hint)
    if hasattr(hint, "dim_str"):
        return INT if "Int" in hint.dtype.__name__ else FLOAT
    if hint is torch.Generator:
        return GENERATOR
    if origin is list and (hasattr(inner[0], "dim_str") or inner[0] is Tensor):
        return TENSORS
    if origin is dict and (hasattr(inner[1], "dim_str") or inner[1] is Tensor):
        return NAMED
    return VALUE


def _axes(hint: Any) -> tuple[str, ...]:
    """The axes of one tensor; none of anything else."""
    words = str(getattr(_without_none(hint), "dim_str", "")).split()
    return tuple(word.replace("{", "").replace("}", "") for word in words)


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        kinds = [kind for kind in get_args(hint) if kind is not types.NoneType]
        return kinds[0] if len(kinds) == 1 else hint
    return hint
