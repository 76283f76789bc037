"""Trace a call: every sub-expression of the student's own lines with its shapes, and what came from what.

Operations are seen by a `TorchFunctionMode`, names and the results of functions by `sys.settrace`. Not seen: what
compiled code (`torch.jit.script`), fused kernels and NumPy do inside.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Container, Mapping, Sequence
from types import FrameType
from typing import Any, Self

import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode

from .broadcast import deliberate_ones, stretched
from .calls import CallWatch
from .results import copied, is_tensor, plain
from .tracebook import Book, shape_of, tensors_in
from .traced import UNSEEN, Event, Shape, Trace

MAX_EVENTS = 4096
MAX_VALUES = 512
MAX_VALUE_BYTES = 16 * 2**20
_MAX_RESULTS = 64
_MAX_KEPT = 4

_TORCH = os.path.dirname(torch.__file__)
PLUMBING = frozenset(
    os.path.join(_TORCH, *path)
    for path in (("overrides.py",), ("_tensor.py",), ("functional.py",), ("nn", "functional.py"))
)
"""Files of torch that only stand between a student's line and the function that is reported for it."""
_LEAVES = frozenset({"item", "tolist", "numpy", "__array__", "__float__"})
_UNINTERESTING = frozenset({"dim", "size", "__len__", "numel", "requires_grad_", "retain_grad", "stride", "type"})


class Tracer(TorchFunctionMode):
    """Used as a context: what runs inside, in `files`, is traced. Ask `trace` afterwards.

    **Arguments**

    - `files`: the names of the student's own files.
    - `values`: keep copies of results, bounded in number and size.
    """

    def __init__(self, files: Container[str], *, values: bool = False) -> None:
        super().__init__()
        self._files = files
        self._book = Book()
        self._history = _History(values=values)
        self._watch = CallWatch(files, PLUMBING, self._book, self._history.outside)
        self._returned: object = None

    def begin(self, arguments: Mapping[str, Any]) -> None:
        """These tensors are the arguments: events tell what came from them."""
        for index, value in enumerate(arguments.values()):
            for tensor in tensors_in(value):
                self._history.remember(tensor, -1 - index)

    def end(self, result: object) -> None:
        """This was returned."""
        self._returned = result

    def origin(self, tensor: Tensor) -> int | None:
        """The event that a tensor comes from, while it is alive; arguments count -1, -2, …"""
        return self._history.origin(tensor)

    def trace(self) -> Trace:
        """What has been seen."""
        return Trace(
            operations=self._book.operations(),
            bindings=self._book.bindings(),
            events=tuple(self._history.events),
            results=self._history.of_leaves(self._returned),
            complete=self._history.complete,
            hidden=self._history.hidden,
        )

    def __enter__(self) -> Self:
        super().__enter__()
        self._watch.start()
        return self

    def __exit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        self._watch.stop()
        super().__exit__(exc_type, exc_val, exc_tb)

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        name = str(getattr(func, "__name__", ""))
        frame, direct = None, True
        if name not in _UNINTERESTING:
            frame, files = sys._getframe(1), self._files  # pyright: ignore[reportPrivateUsage]
            while frame is not None and (file := frame.f_code.co_filename) not in files:
                direct = direct and file in PLUMBING
                frame = frame.f_back
        if frame is None:
            return func(*args, **kwargs)
        self._watch.pause()
        operands = _operands(args, kwargs)
        shapes = tuple([shape_of(tensor) for tensor in operands])
        self._watch.resume()
        try:
            result = func(*args, **kwargs)
        except BaseException:
            if direct:
                self._book.failed(frame, name, shapes)
            raise
        self._watch.pause()
        if is_tensor(result):
            kind = "operation"
            if is_tensor(kwargs.get("out")):  # told as a write, into what comes first
                operands, shapes, kind = [operands[-1], *operands[:-1]], (shapes[-1], *shapes[:-1]), "write"
            self._saw(frame, kind, name, direct, operands, shapes, (result,), (args, kwargs))
        elif name == "__setitem__":
            self._wrote(frame, direct, operands, shapes, args)
        elif results := list(tensors_in(result)):
            kind = "iteration" if name == "unbind" else "operation"
            self._saw(frame, kind, name, direct, operands, shapes, results, (args, kwargs))
        elif direct and name in _LEAVES:
            self._book.add(frame, "leaves", name, shapes, (), ())
        self._watch.resume()
        return result

    def _saw(
        self,
        frame: FrameType,
        kind: str,
        name: str,
        direct: bool,
        operands: Sequence[Tensor],
        shapes: tuple[Shape, ...],
        results: Sequence[Tensor],
        call: tuple[Any, Any],
    ) -> None:
        history = self._history
        told = tuple([shape_of(result) for result in results])
        silent: tuple[tuple[int, int], ...] = ()
        if history.ones or 1 in told[0] or any(1 in shape for shape in shapes):
            silent = history.unasked(stretched(name, shapes, told[0]), operands)
            history.note_ones(name, call, operands, results[0], told[0])
        at = (UNSEEN, 0)
        if direct:
            at = self._book.add(frame, kind, name, shapes, told, [result.dtype for result in results], silent)
        history.add(at, operands, results)

    def _wrote(
        self, frame: FrameType, direct: bool, operands: Sequence[Tensor], shapes: tuple[Shape, ...], args: Any
    ) -> None:
        """A slice write: its result is the tensor written to, its shape that of the hole."""
        if not operands:
            return
        hole, value = _hole(args), shapes[-1:] if len(operands) > 1 and is_tensor(args[-1]) else ()
        silent = self._history.unasked(stretched("setitem", (hole, *value), hole), (operands[0], operands[-1]))
        silent = tuple((0, axis) for _, axis in silent)  # what is written is the only operand that is told
        at = (UNSEEN, 0)
        if direct:
            at = self._book.add(frame, "write", "__setitem__", value, (hole,), [operands[0].dtype], silent)
        self._history.add(at, operands, operands[:1], keep=False)


class _History:
    """What came from what: every tensor that was seen is known by its id, for as long as the trace lasts."""

    def __init__(self, *, values: bool) -> None:
        self.events: list[Event] = []
        self.complete = True
        self.hidden = False
        self.ones: dict[int, frozenset[int]] = {}
        self._origin: dict[int, int] = {}
        self._alive: list[Tensor] = []  # an id stays unique only while its tensor lives
        self._values = values
        self._number, self._bytes = MAX_VALUES, MAX_VALUE_BYTES

    def remember(self, tensor: Tensor, event: int) -> None:
        """This tensor comes from that event."""
        if id(tensor) not in self._origin:
            if len(self._alive) >= 4 * MAX_EVENTS:
                self.complete = False
                return
            self._alive.append(tensor)
        self._origin[id(tensor)] = event

    def add(
        self, at: tuple[int, int], operands: Sequence[Tensor], results: Sequence[Tensor], *, keep: bool = True
    ) -> None:
        """An operation has run."""
        if len(self.events) >= MAX_EVENTS:
            self.complete = False
            return
        origin = self._origin
        sources = tuple(dict.fromkeys([origin[id(tensor)] for tensor in operands if id(tensor) in origin]))
        cuts = any(t.requires_grad for t in operands) and not any(_carries(t) for t in results)
        data = self._copies(results) if self._values and keep and len(results) <= _MAX_KEPT else ()
        event = len(self.events)
        self.events.append(Event(*at, sources, data, cuts))
        for tensor in results:
            self.remember(tensor, event)

    def origin(self, tensor: Tensor) -> int | None:
        return self._origin.get(id(tensor))

    def outside(self, at: tuple[int, int], operands: Sequence[Tensor], results: Sequence[Tensor]) -> None:
        """Something has appeared that no operation seen made: it comes from all that went in."""
        if any(id(tensor) not in self._origin for tensor in results):
            self.hidden |= not operands
            with torch._C.DisableTorchFunction():  # pyright: ignore[reportPrivateUsage]
                self.add(at, operands, results)  # or the tracer would see itself take copies

    def of_leaves(self, result: object) -> tuple[tuple[int, ...], ...]:
        """For each returned leaf, the events that it is made of."""
        leaves = list(result)[:_MAX_RESULTS] if isinstance(result, tuple) else [result]
        origin = self._origin
        return tuple(
            tuple(dict.fromkeys(origin[id(t)] for t in tensors_in(leaf) if id(t) in origin)) for leaf in leaves
        )

    def unasked(self, pairs: tuple[tuple[int, int], ...], operands: Sequence[Tensor]) -> tuple[tuple[int, int], ...]:
        """Without the axes of size 1 that were made on purpose."""
        return tuple((i, axis) for i, axis in pairs if axis not in self.ones.get(id(operands[i]), ()))

    def note_ones(
        self, name: str, call: tuple[Any, Any], operands: Sequence[Tensor], result: Tensor, shape: Shape
    ) -> None:
        inherited = frozenset(axis for tensor in operands for axis in self.ones.get(id(tensor), ()))
        if made := deliberate_ones(name, *call, shape, inherited):
            self.ones[id(result)] = made

    def _copies(self, results: Sequence[Tensor]) -> tuple[Tensor, ...]:
        copies: list[Tensor] = []
        for tensor in map(plain, results):
            size = tensor.numel() * tensor.element_size()
            if not self._number or size > self._bytes:
                self.complete = False
            elif _has_numbers(tensor):
                copies.append(copied(tensor))
                self._number, self._bytes = self._number - 1, self._bytes - size
        return tuple(copies)


def _operands(args: Any, kwargs: Any) -> list[Tensor]:
    found: list[Tensor] = []
    for value in (*args, *kwargs.values()):
        if is_tensor(value):
            found.append(value)
        elif isinstance(value, (list, tuple)):
            found += tensors_in(value)
    return found


def _carries(tensor: Tensor) -> bool:
    return tensor.requires_grad or not (tensor.is_floating_point() or tensor.is_complex())


def _hole(args: Sequence[Any]) -> Shape:
    """The shape of the place that is written to."""
    try:
        return shape_of(plain(args[0])[args[1]])
    except Exception:
        return shape_of(args[0])


def _has_numbers(tensor: Tensor) -> bool:
    """Whether these are dense real numbers. Inside vmap and its like a tensor is a stand-in that must not be kept."""
    if torch._C._functorch.is_functorch_wrapped_tensor(tensor):  # pyright: ignore[reportPrivateUsage, reportAttributeAccessIssue]
        return False
    odd = tensor.is_meta or tensor.is_nested or tensor.is_quantized or tensor.is_complex()
    return tensor.layout is torch.strided and not odd
