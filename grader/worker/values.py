"""Plain values as data: numbers, texts, lists and dictionaries, bounded, and nothing of a student's own kind."""

from __future__ import annotations

import math
from typing import Any

from .probe import Value

_MAX_ITEMS = 20_000
_MAX_TEXT = 1 << 16
_MAX_DEPTH = 6


class NotPlain(Exception):
    """Something that is no plain value, or too much of it."""


def plain_value(value: object) -> Value:
    """A copy made of Python's own types. Raises `NotPlain`.

    >>> plain_value([("a", 1), {"b": 2.5}])
    [['a', 1], {'b': 2.5}]
    """
    return _plain(value, [_MAX_ITEMS], 0)


def _plain(value: Any, room: list[int], depth: int) -> Value:
    room[0] -= 1
    if room[0] < 0 or depth > _MAX_DEPTH:
        raise NotPlain
    kind: type[Any] = type(value)
    if value is None or kind is bool:
        return value
    if issubclass(kind, int):
        return int.__int__(value)
    if issubclass(kind, float):
        number = float.__float__(value)
        return number if math.isfinite(number) else str(number)
    if issubclass(kind, str):
        return str.__str__(value)[:_MAX_TEXT]
    if kind in (list, tuple):
        return [_plain(item, room, depth + 1) for item in value]
    if issubclass(kind, dict):
        return {_key(key): _plain(item, room, depth + 1) for key, item in dict.items(value)}
    if kind.__module__ == "numpy" and hasattr(kind, "item"):  # a NumPy number
        return _plain(value.item(), room, depth + 1)
    raise NotPlain


def _key(key: object) -> str:
    if isinstance(key, str):
        return str.__str__(key)[:_MAX_TEXT]
    if isinstance(key, (int, float)):
        return f"({key})"
    raise NotPlain
