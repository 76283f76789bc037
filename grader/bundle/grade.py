"""One student's folder, graded where a bundle runs."""

from __future__ import annotations

import importlib
import json
import secrets
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from grader.bundle.isolate import isolate
from grader.classroom.gather import Handed, NothingToGrade, gather, in_scope, shown
from grader.classroom.gradebook import Entry, gradebook
from grader.classroom.graded import Enrolled, Row
from grader.exercise import find, known_exercises
from grader.job import Job
from grader.sandbox.files import beside
from grader.sandbox.limits import Limits

_NOTHING = "No file here solves an exercise, or is named like one."


@dataclass(frozen=True, slots=True)
class Settings:
    """What `bundle.json` says: the exercises that count whatever is handed in, and the limits of each."""

    exercises: tuple[str, ...]
    limits: Limits

    @classmethod
    def read(cls, path: Path) -> Settings:
        """From a file that `trysquare bundle` has written."""
        found = json.loads(path.read_text(encoding="utf-8"))
        seconds, memory = float(found["seconds"]), int(found["memory_mib"])
        limits = Limits(seconds=seconds, memory_mib=memory, cpu_seconds=max(12 * seconds, 30.0))
        return cls(tuple(found["exercises"]), limits)


@dataclass(frozen=True, slots=True)
class Results:
    """An entry for each exercise that counts, a sentence about how it was graded, and how long that took."""

    entries: tuple[Entry, ...]
    sentence: str
    seconds: float


def grade(folder: Path, settings: Settings) -> Results:
    """Grade one student's folder, with inputs that nobody has seen, and end all that the submission has started."""
    started = time.monotonic()
    handed = _handed(folder)
    with tempfile.TemporaryDirectory(prefix="trysquare-") as ours:
        isolation = isolate(Path(ours))
        rows = list(_rows(handed, settings, isolation.strength))
    ids = [exercise.id for exercise in known_exercises()]
    solved = {*in_scope(handed.files, ids), *(row.graded.exercise for row in rows)}
    scope = settings.exercises or tuple(id for id in ids if id in solved)
    student = Enrolled(handed.student, remarks=handed.remarks)
    entries = gradebook([student], rows, [find(id) for id in scope])
    sentence = isolation.sentence if entries else f"{_NOTHING} {isolation.sentence}"
    return Results(tuple(entries), sentence, round(time.monotonic() - started, 2))


def _handed(folder: Path) -> Handed:
    """All that is in the folder, which is one student's. What is beside it is not graded."""
    name = shown(folder.name)
    try:
        found = [hand for hand in gather(folder.parent) if hand.student == name]
    except NothingToGrade:
        found = []
    return found[0] if found else Handed(name, {})


def _rows(handed: Handed, settings: Settings, isolation: str) -> Iterator[Row]:
    if not handed.files:
        return
    importlib.import_module("reference")  # workers are spawned from now on: a fork of this process could read answers
    from grader.classroom.server import ClassServer

    seed = secrets.randbits(48)
    typer.echo(f"The seed of the inputs: {seed}")
    server = ClassServer("cpu", settings.limits, isolation, seed)
    try:
        for name, source in handed.files.items():
            asked = Path(name).stem if Path(name).stem in settings.exercises else None
            job = Job(Path(name), asked, name, source, beside(name, handed.files), settings.exercises)
            yield from (Row(handed.student, name, graded) for graded in server(job))
    finally:
        server.close()
