"""A file, or a reference, with the shapes of its sub-expressions, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from grader.report.numbers import SCHEMA


@dataclass(frozen=True, slots=True)
class ListedOperation:
    """A sub-expression and one form in which it ran, in names. `text` is it for people, the rest being shown nearby."""

    text: str
    expression: str
    shapes: str
    times: int = 1
    note: str = ""
    broadcast: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The shapes inside a reference, for sizes and shapes of one's own choice.

    - `equation`: the first line of its documentation. `sizes`: those that were set, in words.
    - `arguments`, `results`: name, shape, and what it is or should be.
    - `remarks`: what there is to learn from it.
    """

    exercise: str
    equation: str
    sizes: str
    arguments: tuple[tuple[str, str, str], ...]
    operations: tuple[ListedOperation, ...]
    results: tuple[tuple[str, str, str], ...]
    remarks: tuple[str, ...]
    failed: bool = False


@dataclass(frozen=True, slots=True)
class ListedLine:
    """A line of source, the names that it binds with their shapes, and what its sub-expressions did."""

    number: int
    text: str
    names: tuple[tuple[str, str], ...] = ()
    operations: tuple[ListedOperation, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A file with its shapes. `failure` says how a call ended without a result, `notes` what could not be seen."""

    file: str
    sizes: Mapping[str, int]
    lines: tuple[ListedLine, ...]
    exercise: str | None = None
    failure: str = ""
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For `trace --format json`."""
        return {"schema": SCHEMA, **asdict(self)}
