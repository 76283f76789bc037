"""Watch Python functions: the names that a student's lines bind, and what the functions that they call return."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Container, Iterator, Sequence
from types import CodeType, FrameType
from typing import Any

import torch
from torch import Tensor

from .results import is_tensor
from .source import names_bound
from .tracebook import Book, shape_of, tensors_in
from .traced import UNSEEN, Shape

_OURS = os.path.dirname(os.path.abspath(__file__))
_MODULE_CALL = getattr(torch.nn.Module.__call__, "__code__", None)
_MAX_PARAMETERS = 64
_YIELDS = inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR

Outside = Callable[[tuple[int, int], Sequence[Tensor], Sequence[Tensor]], None]


class CallWatch:
    """A `sys.settrace` function that follows the student's files and what they call directly.

    **Arguments**

    - `files`: the student's own files. `plumbing`: files whose functions are reported as operations.
    - `outside`: told of tensors that a function returned or a name holds; it knows which of them are new.
    """

    def __init__(self, files: Container[str], plumbing: Container[str], book: Book, outside: Outside) -> None:
        self._files = files
        self._plumbing = plumbing
        self._book = book
        self._outside = outside
        self._previous: Any = None
        self._bound: dict[CodeType, dict[int, tuple[str, ...]]] = {}
        self._line: dict[int, int] = {}
        self._passed: dict[int, tuple[Shape, ...]] = {}
        self._on_call_bound = self._on_call

    def start(self) -> None:
        self._previous = sys.gettrace()
        sys.settrace(self._on_call_bound)

    def pause(self) -> None:
        """While our own functions run: watching them would take longer than they do."""
        sys.settrace(None)

    def resume(self) -> None:
        sys.settrace(self._on_call_bound)

    def stop(self) -> None:
        sys.settrace(self._previous)

    def _on_call(self, frame: FrameType, event: str, arg: Any) -> Callable[..., Any] | None:
        code, caller = frame.f_code, frame.f_back
        if code.co_filename in self._files:
            if code not in self._bound:
                self._bound[code] = names_bound(code)
            if id(frame) not in self._line:
                self._line[id(frame)] = code.co_firstlineno
                if not _is_resumed(frame):
                    self._enter(frame)
            return self._on_line
        if caller is None or caller.f_code.co_filename not in self._files:
            return None
        if code.co_filename in self._plumbing or code.co_filename.startswith(_OURS) or code.co_flags & _YIELDS:
            return None
        frame.f_trace_lines = False
        self._passed[id(frame)] = tuple(shape_of(tensor) for tensor in _given(frame))
        return self._on_return

    def _on_line(self, frame: FrameType, event: str, arg: Any) -> Callable[..., Any]:
        if event == "exception":
            self._line[id(frame)] = 0  # the line ends here, and binds nothing
        elif event in ("line", "return"):
            line = self._line.get(id(frame), 0)
            if names := self._bound[frame.f_code].get(line):
                self._bind(frame, line, names)
            self._line[id(frame)] = frame.f_lineno
        if event == "return":
            self._line.pop(id(frame), None)
            if arg is not None and frame.f_code.co_name.isidentifier():
                self._book.bind(frame.f_code, frame.f_lineno, frame.f_code.co_name, "result", _shapes(arg))
                self._on_return(frame, event, arg)
        return self._on_line

    def _on_return(self, frame: FrameType, event: str, arg: Any) -> Callable[..., Any]:
        """A function called from a student's line has returned: the call is a sub-expression, too."""
        caller = frame.f_back
        yields = frame.f_code.co_flags & _YIELDS  # what a generator yields is no result of a call
        if event == "return" and caller is not None and caller.f_code.co_filename in self._files and not yields:
            shapes = self._passed.pop(id(frame), ())
            results = [tensor for item in (arg if isinstance(arg, tuple) else (arg,)) for tensor in tensors_in(item)]
            if results:
                module = frame.f_locals["self"] if frame.f_code is _MODULE_CALL else None
                kind, name = ("call", frame.f_code.co_name) if module is None else ("module", _class_of(module))
                told = [shape_of(result) for result in results]
                at = self._book.add(caller, kind, name, shapes, told, [result.dtype for result in results])
                parameters = list(module.parameters())[:_MAX_PARAMETERS] if module is not None else []
                self._outside(at, [*_held(frame), *parameters], results)
        return self._on_return

    def _enter(self, frame: FrameType) -> None:
        code, caller = frame.f_code, frame.f_back
        if not code.co_flags & inspect.CO_NEWLOCALS:  # a module or the body of a class
            return
        if caller is not None and caller.f_code.co_filename in self._files:
            self._passed[id(frame)] = tuple(shape_of(tensor) for tensor in _given(frame))
        for name in code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]:
            value = frame.f_locals.get(name)
            if is_tensor(value) and name.isidentifier():
                self._book.bind(code, code.co_firstlineno, name, "argument", _shapes(value))

    def _bind(self, frame: FrameType, line: int, names: Sequence[str]) -> None:
        known = frame.f_locals
        for name in names:
            value = known.get(name)
            if is_tensor(value):
                self._book.bind(frame.f_code, line, name, "local", _shapes(value))
                self._outside((UNSEEN, 0), (), (value,))


def _class_of(module: torch.nn.Module) -> str:
    """`nn.Linear`; a class of the student's own by its name."""
    kind = type(module)
    return f"nn.{kind.__name__}" if kind.__module__.startswith("torch.nn.") else kind.__name__


def _given(frame: FrameType) -> Iterator[Tensor]:
    """The tensors that a call was given."""
    code, held = frame.f_code, frame.f_locals
    collected = bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
    for name in code.co_varnames[: code.co_argcount + code.co_kwonlyargcount + collected]:
        if name != "self":
            yield from _within(held.get(name))


def _held(frame: FrameType) -> Iterator[Tensor]:
    """The tensors that a call knows: what it was given, what it has from outside, and what it has made of them."""
    for name, value in list(frame.f_locals.items()):
        if name != "self":
            yield from _within(value)


def _within(value: Any) -> Iterator[Tensor]:
    yield from tensors_in(list(value.values()) if type(value) is dict else value)


def _is_resumed(frame: FrameType) -> bool:
    """Whether a generator goes on here, and does not begin: its `RESUME` says so."""
    return bool(frame.f_code.co_flags & _YIELDS and frame.f_code.co_code[frame.f_lasti + 1] & 3)


def _shapes(value: object) -> list[Shape]:
    return [shape_of(tensor) for tensor in tensors_in(value)]
