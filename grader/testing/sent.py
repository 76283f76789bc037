"""The arguments of a test's call as what can travel into the sandbox: `grader.worker.probe.Value`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from grader.testing.failure import SubmissionFailed
from grader.worker.instances import named_tensors
from grader.worker.probe import Parameter, Symbol, Value

_MAY_BE = "Pass tensors, numbers, texts, True, False, None, generators, or lists and dictionaries of them."


def by_name(symbol: Symbol, given: Sequence[object], named: Mapping[str, object]) -> dict[str, Any]:
    """All arguments by their names, which is how they travel.

    Raises:
        SubmissionFailed: the function has no names for those that are given by position.
        TypeError: the test gives an argument twice.
    """
    names = [each.name for each in symbol.parameters or () if _is_named(each)]
    if len(given) > len(names):
        takes = f"{len(names)} argument{'' if len(names) == 1 else 's'}"
        message = f"`{symbol.name}` takes {takes} that can be given by position or name; this test gives {len(given)}."
        raise SubmissionFailed(message, kind="signature")
    placed = dict(zip(names, given, strict=False))
    if twice := placed.keys() & named.keys():
        raise TypeError(f"{symbol.name}() got {', '.join(sorted(twice))} twice: by position and by name.")
    return {**placed, **named}


def _is_named(parameter: Parameter) -> bool:
    return parameter.kind == "positional_or_keyword"


def sent(value: object, name: str) -> Value:
    """A copy of an argument that can travel. A tensor that requires a gradient arrives as one that does.

    Raises:
        TypeError, ValueError: it cannot; `name` is what the message calls it.
    """
    if isinstance(value, Tensor):
        tensor = _sent_tensor(value, name)
        return {"$requires_grad": tensor} if value.requires_grad else tensor
    if isinstance(value, torch.Generator):
        return {"$generator": value.initial_seed()}
    if isinstance(value, (list, tuple)):
        items: Sequence[object] = value
        return [sent(item, f"{name}[{place}]") for place, item in enumerate(items)]
    if isinstance(value, dict):
        entries: dict[object, object] = value
        return {_key(key, name): sent(item, f"{name}[{key!r}]") for key, item in entries.items()}
    return _sent_plain(value, name)


def _sent_plain(value: object, name: str) -> Value:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{name} is {value}, which travels only inside a tensor: torch.tensor({value}).")
        return float(value)
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"{name} is a {type(value).__name__}, which cannot be sent into the sandbox. {_MAY_BE}")


def _sent_tensor(tensor: Tensor, name: str) -> Tensor:
    if tensor.layout is not torch.strided or tensor.is_complex() or tensor.is_quantized or tensor.is_meta:
        raise TypeError(f"{name} is a complex, sparse, quantized or meta tensor: only dense real ones can be sent.")
    return tensor.detach().as_subclass(Tensor).cpu().contiguous().clone()


def _key(key: object, name: str) -> str:
    if not isinstance(key, str) or key.startswith("$"):
        raise TypeError(f"{name} has the key {key!r}: keys are texts that do not begin with a dollar sign.")
    return key


def differentiated(arguments: Mapping[str, Any]) -> dict[str, Tensor]:
    """The tensors that require a gradient, by the names that the worker has for them.

    Raises:
        TypeError: one lies deeper than in a list or a dictionary.
    """
    as_lists = {name: list(value) if isinstance(value, tuple) else value for name, value in arguments.items()}
    found = {name: tensor for name, tensor in named_tensors(as_lists) if tensor.requires_grad}
    known = {id(tensor) for tensor in found.values()}
    if any(tensor.requires_grad and id(tensor) not in known for tensor in _tensors_in(arguments)):
        raise TypeError("A tensor that requires a gradient may be an argument, or in a list or dictionary that is one.")
    return found


def _tensors_in(value: object) -> Iterator[Tensor]:
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, (list, tuple, Mapping)):
        items: Any = value.values() if isinstance(value, Mapping) else value
        for item in items:
            yield from _tensors_in(item)
