"""A student's own jaxtyping annotations, checked while the code runs: arguments, results and local variables.

The functions of the student's files get, for one call, bodies in which every annotated value passes through a check.
The source on disk and the functions themselves stay as they are.
"""

from __future__ import annotations

import contextlib
import functools
import linecache
import sys
import typing
from collections.abc import Callable, Container, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import CodeType, FrameType, FunctionType, SimpleNamespace
from typing import Any, cast

from .instrument import NAME, Marked, code_by_place, instrument
from .results import describe, is_tensor
from .traced import Annotations, Place, Unchecked, Violation

_MAX_FOUND = 50
_MAX_WALK = 2000
_MAX_TEXT = 400


def check_annotations(
    call: Callable[[dict[str, Any]], object], arguments: dict[str, Any], implementation: object, files: Container[str]
) -> Annotations | None:
    """Call once with every annotation checked; None where there is nothing that speaks of jaxtyping.

    A value that breaks its annotation is noted, and the call goes on. What the call raises is no finding here.
    """
    functions = [f for f in _functions(implementation) if f.__code__.co_filename in files]
    sources = {name: "".join(linecache.getlines(name)) for name in {f.__code__.co_filename for f in functions}}
    if not any("jaxtyping" in text or "Float[" in text for text in sources.values()):
        return None
    checker = _Checker()
    bodies: dict[tuple[str, str, int], CodeType] = {}
    for name, text in sources.items():
        with contextlib.suppress(SyntaxError, ValueError, RecursionError):
            tree = instrument(text, checker.marked)
            bodies.update(code_by_place(compile(tree, name, "exec", dont_inherit=True), name))
    if not checker.marked:
        return None
    with _exchanged(functions, bodies, checker), contextlib.suppress(Exception, SystemExit):
        call(arguments)
    return Annotations(checker.checked, tuple(checker.violations.values()), tuple(checker.unchecked.values()))


@dataclass(slots=True)
class _Scope:
    """One call of a function: the sizes that axis names have in it."""

    context: contextlib.AbstractContextManager[Any]
    scopes: list[_Scope]
    sizes: dict[str, int] = field(default_factory=dict[str, int])

    def __enter__(self) -> None:
        self.scopes.append(self)
        self.context.__enter__()

    def __exit__(self, *raised: Any) -> None:
        self.scopes.pop()
        self.context.__exit__(*raised)


@dataclass(slots=True)
class _Checker:
    """What the instrumented bodies call, by the name `instrument.NAME`."""

    marked: list[Marked] = field(default_factory=list[Marked])
    checked: int = 0
    violations: dict[tuple[int, str], Violation] = field(default_factory=dict[tuple[int, str], Violation])
    unchecked: dict[int, Unchecked] = field(default_factory=dict[int, Unchecked])
    _hints: dict[int, Any] = field(default_factory=dict[int, Any])
    _scopes: list[_Scope] = field(default_factory=list[_Scope])

    def scope(self) -> _Scope:
        """Axis names mean one size throughout one call."""
        from jaxtyping import jaxtyped

        return _Scope(jaxtyped("context"), self._scopes)

    def value(self, index: int, value: Any, annotation: Callable[[], Any]) -> Any:
        """Check a value against the annotation of that index, and give it back."""
        frame = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]
        mark = self.marked[index]
        if index not in self._hints:
            self._hints[index] = self._evaluate(index, mark, frame, annotation)
        hint = self._hints[index]
        if hint is not None:
            self.checked += 1
            for name, part, want in _parts(mark.name, value, hint):
                self._check(index, mark, frame, (name, part, want))
        return value

    def _evaluate(self, index: int, mark: Marked, frame: FrameType, annotation: Callable[[], Any]) -> Any:
        """The annotation as a type, if it speaks of arrays; None where it does not, or cannot be evaluated."""
        try:
            holder = SimpleNamespace(__annotations__={"it": annotation()})
            hint = typing.get_type_hints(holder, frame.f_globals, dict(frame.f_locals), include_extras=True)["it"]
        except Exception as error:
            if mark.speaks_of_arrays:
                why = f"{type(error).__name__}: {error}"[:200]
                self.unchecked[index] = Unchecked(mark.name, _place(mark, frame), why)
            return None
        return hint if any(_arrays(hint)) else None

    def _check(self, index: int, mark: Marked, frame: FrameType, part: tuple[str, Any, Any]) -> None:
        from typeguard import CollectionCheckStrategy, TypeCheckError, check_type

        name, value, hint = part
        sizes = self._scopes[-1].sizes if self._scopes else {}
        try:
            check_type(value, hint, collection_check_strategy=CollectionCheckStrategy.ALL_ITEMS)
        except TypeCheckError:
            if len(self.violations) < _MAX_FOUND:
                place = _place(mark, frame)
                self.violations.setdefault((index, name), _violation(mark.role, name, place, value, hint, sizes))
            return
        for array in _arrays(hint):
            sizes.update(_bound(array, value, sizes))


def _violation(role: str, name: str, place: Place, value: Any, hint: Any, sizes: Mapping[str, int]) -> Violation:
    array = next(_arrays(hint), None)
    is_array = is_tensor(value)
    return Violation(
        role=role,
        name=name,
        place=place,
        axes=tuple(str(array.dim_str).split()) if array is not None else (),
        dtype=str(getattr(array.dtype, "__name__", "")) if array is not None else "",
        shape=tuple(value.shape) if is_array else None,
        got=str(value.dtype).removeprefix("torch.") if is_array else "",
        what="" if is_array else describe(value),
        sizes=dict(sizes),
    )


def _parts(name: str, value: Any, hint: Any) -> Iterator[tuple[str, Any, Any]]:
    """The items of a tuple or a list one by one, so that the very one can be named."""
    hints = typing.get_args(hint)
    if typing.get_origin(hint) is tuple and type(value) is tuple and ... not in hints and len(hints) == len(value):
        pairs = zip(cast("tuple[Any, ...]", value), hints, strict=True)
    elif typing.get_origin(hint) is list and type(value) is list and hints:
        pairs = ((item, hints[0]) for item in cast("list[Any]", value))
    else:
        yield name, value, hint
        return
    for place, (item, want) in enumerate(pairs):
        yield from _parts(f"{name}[{place}]", item, want)


def _arrays(hint: Any) -> Iterator[Any]:
    """The jaxtyping types in a hint."""
    jaxtyping = sys.modules.get("jaxtyping")
    if jaxtyping is None:
        return
    if isinstance(hint, type) and issubclass(hint, jaxtyping.AbstractArray):
        yield hint
    for part in typing.get_args(hint):
        yield from _arrays(part)


def _bound(array: Any, value: Any, known: Mapping[str, int]) -> dict[str, int]:
    axes = str(array.dim_str).split()
    if not is_tensor(value) or len(axes) != value.ndim:
        return {}
    pairs = zip(axes, value.shape, strict=True)
    return {axis: size for axis, size in pairs if axis.isidentifier() and axis != "_" and axis not in known}


def _place(mark: Marked, frame: FrameType) -> Place:
    code = frame.f_code
    source = linecache.getline(code.co_filename, mark.line).rstrip("\n")
    return Place(code.co_filename, mark.line, mark.line, mark.start, mark.end, code.co_name, source[:_MAX_TEXT])


def _functions(implementation: object) -> list[FunctionType]:
    """The implementation and all that its file has defined at its top, through decorators, classes and partials."""
    found: dict[int, FunctionType] = {}
    seen: set[int] = set()
    waiting: list[object] = [implementation]
    while waiting and len(seen) < _MAX_WALK:
        thing = waiting.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, FunctionType):
            found[id(thing)] = thing
            waiting += [cell.cell_contents for cell in thing.__closure__ or () if _filled(cell)]
            waiting.append(getattr(thing, "__wrapped__", None))
            if thing.__globals__ is not globals() and thing.__module__ not in ("torch", "typing"):
                waiting += _own(thing.__globals__)
        elif isinstance(thing, (staticmethod, classmethod)):
            waiting.append(cast("Any", thing).__func__)
        elif isinstance(thing, type):
            waiting += list(vars(thing).values())
        elif isinstance(thing, property):
            waiting += [thing.fget, thing.fset]
        elif callable(thing) or isinstance(thing, functools.cached_property):
            waiting += [getattr(thing, name, None) for name in ("func", "__func__", "__wrapped__")]
            waiting.append(type(thing))
    return list(found.values())


def _own(names: Mapping[str, object]) -> Sequence[object]:
    """What a module has defined itself, not what it has imported."""
    module = names.get("__name__")
    return [value for value in list(names.values()) if getattr(value, "__module__", None) == module or _is_plain(value)]


def _is_plain(value: object) -> bool:
    return isinstance(value, (staticmethod, classmethod)) or type(value).__name__ == "partial"


def _filled(cell: Any) -> bool:
    try:
        return cell.cell_contents is not None
    except ValueError:
        return False


@contextlib.contextmanager
def _exchanged(
    functions: Sequence[FunctionType], bodies: Mapping[tuple[str, str, int], CodeType], checker: _Checker
) -> Generator[None]:
    """For a while, functions run their instrumented bodies."""
    before = [(function, function.__code__) for function in functions]
    spaces = [function.__globals__ for function in functions]
    try:
        for function, code in before:
            body = bodies.get((code.co_filename, code.co_qualname, code.co_firstlineno))
            if body is not None and body.co_freevars == code.co_freevars:
                function.__code__ = body
        for names in spaces:
            names[NAME] = checker
        yield
    finally:
        for function, code in before:
            function.__code__ = code
        for names in spaces:
            names.pop(NAME, None)
