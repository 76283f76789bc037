"""Bring what a call returned into the order that the reference's annotation asks for."""

from __future__ import annotations

import inspect
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from typing_extensions import TypeIs

from .probe import Leaf, Result
from .values import NotPlain, plain_value

TENSOR = "a tensor"
"""The kind of a leaf that is one."""

MAX_DATA_BYTES = 32 * 2**20
"""A result larger than this travels without its numbers: its shape tells what is wrong."""

MAX_LEAVES = 256


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a result: which of the results it belongs to, and where in a list or dictionary of tensors."""

    index: int
    key: str
    value: object


def arrange(value: object, layout: Sequence[str]) -> tuple[list[Item], str, list[str]]:
    """The results in `value`, the layout in words, and notes.

    A list where a stacked tensor is asked for, or a 1-tuple where a tensor is asked for, is accepted with a note.
    There are no items where the layout fits nothing.
    """
    notes: list[str] = []
    if len(layout) == 1:
        return _items(value, 0, layout[0], notes), describe(value), notes
    if isinstance(value, tuple) and len(value) == len(layout):
        items = [item for i, part in enumerate(value) for item in _items(part, i, layout[i], notes)]
        return items, describe(value), notes
    return [], describe(value), notes


def record(value: object, layout: Sequence[str]) -> Result:
    """A result as data: shapes, dtypes, devices and copies of the numbers."""
    items, words, notes = arrange(value, layout)
    leaves = tuple(_leaf(item, layout[item.index], notes) for item in items)
    return Result(layout=words, leaves=leaves, notes=tuple(notes))


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


def _items(value: object, index: int, kind: str, notes: list[str]) -> list[Item]:
    """What one result consists of: itself, or the tensors of a list or a dictionary."""
    if kind == "tensors" and isinstance(value, (list, tuple)):
        parts: Sequence[object] = list(value)[:MAX_LEAVES]
        return [Item(index, f"[{place}]", part) for place, part in enumerate(parts)]
    if kind == "named" and isinstance(value, dict):
        named: dict[Any, object] = dict(list(value.items())[:MAX_LEAVES])
        return [Item(index, f"[{str(key)[:80]!r}]", named[key]) for key in sorted(named, key=str)]
    return [Item(index, "", _accepted(value, index, kind, notes))]


def _accepted(value: object, index: int, kind: str, notes: list[str]) -> object:
    """A tuple of one as what is in it, a non-empty list of tensors of one shape as one; all else as it is."""
    if type(value) is tuple and len(value) == 1:
        notes.append(f"one_tuple:{index}")
        value = value[0]
    if kind not in ("float", "int") or type(value) is not list or not value:
        return value
    items: list[Any] = value
    if not all(is_tensor(item) for item in items) or len({(item.shape, item.device) for item in items}) > 1:
        return items
    notes.append(f"list:{index}")
    return torch.stack(items)


def _leaf(item: Item, kind: str, notes: list[str]) -> Leaf:
    if kind == "value":
        return value_leaf(item.value, item.index, notes)
    return leaf_of(item.value, item.index, item.key)


def value_leaf(value: object, index: int, notes: list[str]) -> Leaf:
    """A plain value as data. A tensor of no axes counts as the number in it, with a note."""
    if is_tensor(value) and plain(value).ndim == 0 and not plain(value).is_meta:
        notes.append(f"scalar_tensor:{index}")
        value = plain(value).item()
    try:
        return Leaf(kind="a plain value", value=plain_value(value), item=index)
    except NotPlain:
        return Leaf(kind=describe(value), item=index)


def leaf_of(value: object, index: int = 0, key: str = "") -> Leaf:
    """A tensor as data; anything else as a word for what it is."""
    if not is_tensor(value):
        return Leaf(kind=describe(value), item=index, key=key)
    tensor = plain(value)
    if tensor.layout is not torch.strided or tensor.is_quantized:
        return Leaf(kind=f"a tensor of layout {tensor.layout}", item=index, key=key)
    small = tensor.numel() * tensor.element_size() <= MAX_DATA_BYTES and not tensor.is_meta
    sendable = small and not tensor.is_complex()
    return Leaf(
        kind=TENSOR,
        shape=tuple(tensor.shape),
        dtype=str(tensor.dtype).removeprefix("torch."),
        device=tensor.device.type,
        data=copied(tensor) if sendable else None,
        item=index,
        key=key,
        attached=tensor.requires_grad,
    )
