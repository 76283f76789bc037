"""Objects of a student's class with the reference's parameters, and the tensors among arguments, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import torch
from torch import Tensor

from .results import is_tensor, plain

_SET_DATA: Any = vars(torch._C.TensorBase)["data"].__set__  # pyright: ignore[reportPrivateUsage]


class WrongParameter(Exception):
    """A parameter that the task names is missing, or has another shape. `note` travels with the result."""

    def __init__(self, name: str, wanted: tuple[int, ...], got: tuple[int, ...] | None) -> None:
        super().__init__(name)
        sizes = ["missing" if shape is None else ",".join(map(str, shape)) for shape in (wanted, got)]
        self.note = f"parameter:{name}:{sizes[0]}:{sizes[1]}"


def set_parameters(instance: object, values: Mapping[str, Tensor], device: str) -> dict[str, Tensor]:
    """Give an object's parameters these values, by name; returns the parameters.

    Raises:
        WrongParameter: one is missing or misshapen.
    """
    found: dict[str, Tensor] = {}
    if isinstance(instance, torch.nn.Module):
        instance.to(device)
    for name, value in values.items():
        parameter: object = getattr(instance, name, None)
        if not is_tensor(parameter):
            raise WrongParameter(name, tuple(value.shape), None)
        if plain(parameter).shape != value.shape:
            raise WrongParameter(name, tuple(value.shape), tuple(plain(parameter).shape))
        with torch._C.DisableTorchFunctionSubclass():  # pyright: ignore[reportPrivateUsage]
            _SET_DATA(parameter, value.detach().clone().to(device=device))  # of itself: `plain` may be an alias
        found[name] = parameter
    return found


def named_tensors(arguments: Mapping[str, Any]) -> Iterator[tuple[str, Tensor]]:
    """The tensors among arguments: by the argument's name, and by their place in a list or dictionary."""
    for name, given in arguments.items():
        value = _as_given(given)
        if is_tensor(value):
            yield name, value
        elif isinstance(value, list):
            items = [(f"{name}[{place}]", _as_given(item)) for place, item in enumerate(value)]
            yield from ((place, item) for place, item in items if is_tensor(item))
        elif isinstance(value, dict):
            named = [(f"{name}[{key!r}]", _as_given(item)) for key, item in value.items()]
            yield from ((place, item) for place, item in named if is_tensor(item))


def _as_given(value: Any) -> Any:
    """A tensor that travels as one that requires a gradient is that tensor."""
    return value["$requires_grad"] if isinstance(value, dict) and value.keys() == {"$requires_grad"} else value
