"""Where a live function or class comes from: its text, its names in tracebacks, and what a notebook calls its cell."""

from __future__ import annotations

import functools
import inspect
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any

_IN_A_CELL = re.compile(r"ipython-input-(\d+)-|ipykernel_\d+[/\\]\d+\.py$|<ipython(?!-input-\d)")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something live is defined.

    - `text`, `file`: of its module or cell, where Python knows them. The name is the one to show.
    - `files`: the names that its own code, and the code beside it, has in tracebacks.
    - `shown`: for those that are cells of a notebook, what people call them: `cell In[3]`.
    - `names`: the global names beside it.
    """

    text: str = ""
    file: str | None = None
    files: frozenset[str] = frozenset()
    shown: Mapping[str, str] = field(default_factory=dict[str, str])
    names: Mapping[str, object] = field(default_factory=dict[str, object])

    @property
    def is_cell(self) -> bool:
        return self.file in self.shown.values()

    def as_shown(self, text: str) -> str:
        """A text in which cells have the names that people call them by."""
        for file, name in self.shown.items():
            text = text.replace(file, name)
        return text


def origin_of(solution: Callable[..., object]) -> Origin:
    """The origin of a function, a class, or an object that can be called."""
    main = next(_functions_of(_unwrapped(solution)), None)
    if main is None:
        return Origin()
    beside = [each for value in list(main.__globals__.values()) for each in _functions_of(value)]
    own = [main, *(each for each in beside if each.__module__ == main.__module__)]
    files = frozenset(each.__code__.co_filename for each in own)
    shown = {file: name for file in files if (name := _cell(file))}
    try:
        lines, _ = inspect.findsource(main)
        file = inspect.getsourcefile(main)
    except (OSError, TypeError):
        lines, file = list[str](), None
    return Origin("".join(lines), shown.get(file or "", file), files, shown, main.__globals__)


def _unwrapped(solution: object) -> object:
    """What decorators and partials were put around."""
    while True:
        inner: object = inspect.unwrap(solution) if callable(solution) else solution
        inner = inner.func if isinstance(inner, functools.partial) else inner
        if inner is solution:
            return inner
        solution = inner


def _functions_of(value: object) -> Iterator[FunctionType]:
    """A function; the methods of a class, or of the class of an object that can be called."""
    if isinstance(value, FunctionType):
        yield value
    elif isinstance(value, type):
        for each in list(vars(value).values()):
            method: Any = getattr(each, "__func__", getattr(each, "fget", each))
            if isinstance(method, FunctionType) and method.__module__ == value.__module__:
                yield method
    elif callable(value):
        yield from _functions_of(type(value))


def _cell(file: str) -> str | None:
    """What people call the cell that has this name in tracebacks; None for what is no cell."""
    if label := _label(file):
        return label
    found = _IN_A_CELL.search(file)
    if found is None:
        return None
    return f"cell In[{found.group(1)}]" if found.group(1) else "a notebook cell"


def _label(file: str) -> str | None:
    """IPython knows its cells by their number, from its version 8 on."""
    try:
        kind, name = sys.modules["IPython"].get_ipython().compile.format_code_name(file)
    except (KeyError, AttributeError, TypeError):
        return None
    return f"{kind.lower()} {name}"
