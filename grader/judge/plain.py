"""Plain values compared: numbers within tolerance, and where in a list or dictionary two of them first differ."""

from __future__ import annotations

import math
from typing import Any

from grader.worker.probe import Value

_TOLERANCE = 1e-6
_SHOWN = 60
_NOTHING = object()


def same(got: Value, want: Value) -> bool:
    """Whether two plain values are equal; floats up to a relative difference of 1e-6.

    >>> same([1, 2.0], [1, 2.0000001]), same({"a": 1}, {"a": 2}), same(1, True)
    (True, False, False)
    """
    return _first_difference(got, want, "") is None


def difference(got: Value, want: Value, name: str) -> str:
    """Where two values differ, in a sentence.

    >>> difference(["<unk>", "b"], ["<unk>", "a"], "the result")
    "The result differs first at [1]: 'b' instead of 'a'."
    >>> difference({"a": 1}, {"a": 1, "b": 2}, "the result")
    "The result differs first at ['b']: nothing instead of 2."
    """
    found = _first_difference(got, want, "")
    where, a, b = found if found is not None else ("", got, want)
    whole = f"{name[:1].upper()}{name[1:]}"
    if not where:
        return f"{whole} is {shown(a)} instead of {shown(b)}."
    if where.endswith("length"):
        return f"{whole}{where.removesuffix('length').rstrip()} has {a} items instead of {b}."
    return f"{whole} differs first at {where}: {shown(a)} instead of {shown(b)}."


def kind_of(value: Value) -> str:
    """What a value is, in words."""
    if isinstance(value, bool):
        return "True or False"
    if isinstance(value, int):
        return "a whole number"
    if isinstance(value, float):
        return "a number"
    if isinstance(value, str):
        return "a text"
    if isinstance(value, list):
        return "a list"
    return "None" if value is None else "a dictionary"


def is_kind_of(got: Value, want: Value) -> bool:
    """Whether a value may stand where the other one is: a whole number also where a number is asked for."""
    if isinstance(want, float):
        return isinstance(got, (int, float)) and not isinstance(got, bool)
    return type(got) is type(want) or (isinstance(want, str) and isinstance(got, str))


def shown(value: object) -> str:
    """A value in one line, cut where it is long."""
    if value is _NOTHING:
        return "nothing"
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _first_difference(got: Any, want: Any, at: str) -> tuple[str, Any, Any] | None:
    if isinstance(got, list) and isinstance(want, list):
        for place, (a, b) in enumerate(zip(got, want, strict=False)):
            if (found := _first_difference(a, b, f"{at}[{place}]")) is not None:
                return found
        return None if len(got) == len(want) else (f"{at} length", len(got), len(want))
    if isinstance(got, dict) and isinstance(want, dict):
        for key in sorted(want.keys() | got.keys()):
            if key not in got or key not in want:
                return f"{at}[{key!r}]", got.get(key, _NOTHING), want.get(key, _NOTHING)
            if (found := _first_difference(got[key], want[key], f"{at}[{key!r}]")) is not None:
                return found
        return None
    return None if _equal(got, want) else (at, got, want)


def _equal(got: Any, want: Any) -> bool:
    if isinstance(got, bool) or isinstance(want, bool):
        return got is want
    if isinstance(got, (int, float)) and isinstance(want, (int, float)):
        return math.isclose(got, want, rel_tol=_TOLERANCE, abs_tol=1e-9)
    return type(got) is type(want) and got == want
