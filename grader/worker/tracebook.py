"""The book that a trace is kept in: operations by their place, loops collapsed, and names with their shapes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import CodeType, FrameType
from typing import Any

import torch
from torch import Tensor

from .results import is_tensor, plain
from .source import site_iterated, site_of
from .traced import UNSEEN, Binding, Form, Operation, Shape

_MAX_FORMS = 16
_MAX_OPERATIONS = 1000
_MAX_ITEMS = 64


@dataclass(slots=True)
class _Entry:
    code: CodeType
    instruction: int
    kind: str
    name: str
    forms: dict[tuple[object, ...], int] = field(default_factory=dict[tuple[object, ...], int])
    times: list[int] = field(default_factory=list[int])
    failed: bool = False
    shown: list[Form] = field(default_factory=list[Form])


@dataclass(slots=True)
class Book:
    """Collects; `operations` and `bindings` give what has been collected as data."""

    _entries: list[_Entry] = field(default_factory=list[_Entry])
    _at: dict[tuple[CodeType, int], int] = field(default_factory=dict[tuple[CodeType, int], int])
    _names: dict[tuple[str, int, str, str], dict[Shape, int]] = field(
        default_factory=dict[tuple[str, int, str, str], dict[Shape, int]]
    )

    def add(
        self,
        frame: FrameType,
        kind: str,
        name: str,
        operands: Sequence[Shape],
        results: Sequence[Shape],
        dtypes: Sequence[torch.dtype],
        stretched: tuple[tuple[int, int], ...] = (),
    ) -> tuple[int, int]:
        """Note one run of the operation at a frame's instruction; returns its operation and form."""
        entry_key = (frame.f_code, frame.f_lasti)
        index = self._at.get(entry_key)
        if index is None:
            if len(self._entries) >= _MAX_OPERATIONS:
                return UNSEEN, 0
            index = self._at[entry_key] = len(self._entries)
            self._entries.append(_Entry(frame.f_code, frame.f_lasti, kind, name))
        entry = self._entries[index]
        key = (tuple(operands), tuple(results), *dtypes, stretched)
        known = entry.forms.get(key)
        if known is not None:
            entry.times[known] += 1
            return index, known
        if len(entry.shown) >= _MAX_FORMS:
            return index, len(entry.shown) - 1
        entry.forms[key] = len(entry.shown)
        entry.times.append(1)
        pieces = len(results) if len(results) > 1 and len(set(results)) == 1 else 1
        told = tuple(results[:1]) if pieces > 1 else tuple(results)
        names = tuple(str(dtype).removeprefix("torch.") for dtype in dtypes[: len(told)])
        entry.shown.append(Form(tuple(operands), told, names, pieces, stretched))
        return index, len(entry.shown) - 1

    def failed(self, frame: FrameType, name: str, operands: Sequence[Shape]) -> None:
        """Note that an operation raised."""
        index, _ = self.add(frame, "operation", name, operands, (), ())
        if index >= 0:
            self._entries[index].failed = True

    def bind(self, code: CodeType, line: int, name: str, kind: str, shapes: Sequence[Shape]) -> None:
        """Note what a name, or the result of a function, was."""
        for place, shape in enumerate(shapes[:4]):
            word = name if len(shapes) == 1 else f"{name}[{place}]"
            found = self._names.setdefault((code.co_filename, line, word, kind), {})
            found[shape] = found.get(shape, 0) + 1

    def operations(self) -> tuple[Operation, ...]:
        """Every operation in the order of its first run."""
        return tuple(_told(entry) for entry in self._entries)

    def bindings(self) -> tuple[Binding, ...]:
        """Every name that was bound, in the order of its first binding."""
        return tuple(
            Binding(file, line, name, kind, tuple(shapes.items()))
            for (file, line, name, kind), shapes in self._names.items()
        )


def tensors_in(value: Any) -> Iterator[Tensor]:
    """The tensors in a value: itself, or those in a list or tuple, one level deep."""
    if is_tensor(value):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value[:_MAX_ITEMS]:
            if is_tensor(item):
                yield item


def shape_of(tensor: Tensor) -> Shape:
    """The shape of a tensor, whatever a subclass says. A nested tensor has none."""
    try:
        return tuple((tensor if type(tensor) is Tensor else plain(tensor)).shape)
    except RuntimeError:
        return ()


def _told(entry: _Entry) -> Operation:
    site = (site_iterated if entry.kind == "iteration" else site_of)(entry.code, entry.instruction)
    forms = tuple(replace(form, times=times) for form, times in zip(entry.shown, entry.times, strict=True))
    return Operation(site.place, site.text, entry.kind, entry.name, site.symbol, forms, entry.failed)
