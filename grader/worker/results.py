"""Bring what a call returned into the order that the reference's annotation asks for."""

from __future__ import annotations

import inspect
import math
from typing import Any

import torch
from torch import Tensor
from typing_extensions import TypeIs

from .probe import Leaf, Result

TENSOR = "a tensor"
"""The kind of a leaf that is one."""

MAX_DATA_BYTES = 32 * 2**20
"""A result larger than this travels without its numbers: its shape tells what is wrong."""


def arrange(value: object, expected: int) -> tuple[list[object], str, list[str]]:
    """The `expected` results in `value`, the layout in words, and notes.

    A list where a stacked tensor is asked for, or a 1-tuple where a tensor is asked for, is accepted with a note.
    Leaves are empty where the layout fits nothing.
    """
    notes: list[str] = []
    if expected == 1:
        return [_accepted(value, 0, notes)], describe(value), notes
    if isinstance(value, tuple) and len(value) == expected:
        return [_accepted(item, i, notes) for i, item in enumerate(value)], describe(value), notes
    return [], describe(value), notes


def record(value: object, expected: int) -> Result:
    """A result as data: shapes, dtypes, devices and copies of the numbers."""
    items, layout, notes = arrange(value, expected)
    return Result(layout=layout, leaves=tuple(leaf_of(item) for item in items), notes=tuple(notes))


def oversized(result: Result) -> bool:
    """Whether a result is too large to be sent, and to be asked for again."""
    return any(leaf.kind == TENSOR and math.prod(leaf.shape) * 8 > MAX_DATA_BYTES for leaf in result.leaves)


def describe(value: object) -> str:
    """What something is, in a few words that name no value of it."""
    if value is None:
        return "None"
    if is_tensor(value):
        return TENSOR
    if isinstance(value, (list, tuple)):
        items: Any = value
        kind = "list" if isinstance(value, list) else "tuple"
        return f"a {kind} of {len(items)}"
    if inspect.iscoroutine(value):
        value.close()  # or Python complains that nobody awaited it
        return "a coroutine (the function is `async`)"
    name = type_name(value)
    if name == "ndarray":
        return "a NumPy array"
    return f"a value of type {name[:80]}"


def type_name(value: object) -> str:
    """The name of something's type, whatever its metaclass says."""
    return str(type.__dict__["__name__"].__get__(type(value)))[:200]


def is_tensor(value: object) -> TypeIs[Tensor]:
    """Whether something is a tensor by its type: `isinstance` believes a lying `__class__`."""
    return issubclass(type(value), Tensor)


def plain(tensor: Tensor) -> Tensor:
    """The tensor under a subclass, which may lie about itself."""
    with torch._C.DisableTorchFunctionSubclass():  # pyright: ignore[reportPrivateUsage]
        return tensor if type(tensor) is Tensor else Tensor.as_subclass(tensor, Tensor)


def copied(tensor: Tensor) -> Tensor:
    """The numbers of a tensor as they are now: detached, contiguous, on the CPU."""
    return plain(tensor).detach().resolve_conj().resolve_neg().cpu().clone(memory_format=torch.contiguous_format)


def _accepted(value: object, index: int, notes: list[str]) -> object:
    """A tuple of one as what is in it, a non-empty list of tensors of one shape as one; all else as it is."""
    if type(value) is tuple and len(value) == 1:
        notes.append(f"one_tuple:{index}")
        value = value[0]
    if type(value) is not list or not value:
        return value
    items: list[Any] = value
    if not all(is_tensor(item) for item in items) or len({(item.shape, item.device) for item in items}) > 1:
        return items
    notes.append(f"list:{index}")
    return torch.stack(items)


def leaf_of(value: object) -> Leaf:
    """A tensor as data; anything else as a word for what it is."""
    if not is_tensor(value):
        return Leaf(kind=describe(value))
    tensor = plain(value)
    if tensor.layout is not torch.strided or tensor.is_quantized:
        return Leaf(kind=f"a tensor of layout {tensor.layout}")
    small = tensor.numel() * tensor.element_size() <= MAX_DATA_BYTES and not tensor.is_meta
    sendable = small and not tensor.is_complex()
    return Leaf(
        kind=TENSOR,
        shape=tuple(tensor.shape),
        dtype=str(tensor.dtype).removeprefix("torch."),
        device=tensor.device.type,
        data=copied(tensor) if sendable else None,
    )
