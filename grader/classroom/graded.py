"""One exercise in one file, graded: what a worker says, what the store keeps, what a gradebook is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Graded:
    """One exercise in one file: its report as JSON, and the feedback that the student reads.

    `exercise` is empty where a file does not load, or solves none.
    """

    exercise: str
    outcome: str
    score: float
    max_score: float
    report: Mapping[str, Any]
    feedback: str


@dataclass(frozen=True, slots=True)
class Row:
    """One exercise in one file of one student."""

    student: str
    file: str
    graded: Graded


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A student who has handed something in, or at least has a folder. `user`: their number elsewhere, if known."""

    student: str
    user: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileJob:
    """A student's file as bytes, beside the files that it may import."""

    name: str
    source: bytes
    siblings: Mapping[str, bytes]
    exercise: str | None = None
    only: tuple[str, ...] = ()
