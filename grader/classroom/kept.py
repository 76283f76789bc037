"""Reports as the store keeps them: whole, so that they can be rendered again."""

from __future__ import annotations

import math
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from grader.report import Report

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def kept(report: Report) -> dict[str, Any]:
    """A report as JSON, with all that renderers read. Numbers that JSON lacks become words."""
    return plain(report)


def plain(data: DataclassInstance) -> dict[str, Any]:
    """Any of our dataclasses as JSON, numbers that it lacks as words."""
    return _worded(asdict(data))


def report_of(kept: dict[str, Any]) -> Report:
    """The report again; also of the public form, which older stores kept."""
    return _adapter().validate_python(kept)


@cache
def _adapter() -> TypeAdapter[Report]:
    return TypeAdapter(Report)


def _worded(value: Any) -> Any:
    """
    >>> _worded({"norms": (1.0, float("inf"))})
    {'norms': [1.0, 'inf']}
    """
    if isinstance(value, dict):
        return {key: _worded(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_worded(each) for each in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value
