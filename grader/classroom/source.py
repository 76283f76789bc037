"""What is graded: a folder or an export of it, a store that is there already, or, elsewhere, a course."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from grader.classroom.gather import Handed, NothingToGrade, gather, in_scope
from grader.classroom.gradebook import Entry, gradebook
from grader.classroom.output import write_outputs
from grader.classroom.store import Store
from grader.exercise import find, known_exercises

_EXERCISES = "exercises"
"""The setting of a store that says which exercises its gradebook is about."""


class Source(Protocol):
    """Where submissions come from, what becomes a gradebook of them, and where that goes by default."""

    @property
    def results(self) -> Path: ...

    def handed(self) -> list[Handed]:
        """What has been handed in. Raises `NothingToGrade`."""
        ...

    def finish(self, handed: Sequence[Handed], store: Store, exercise: str | None) -> None:
        """After a run: what the gradebook is about now. Raises `NothingToGrade`."""
        ...

    def entries(self, store: Store) -> list[Entry]:
        """The gradebook."""
        ...

    def write(self, results: Path, store: Store) -> None:
        """Leave the gradebook and the feedback. Raises `OSError`."""
        ...


@dataclass(frozen=True, slots=True)
class FolderSource:
    """A folder with a folder for each student, or what a learning management system exports."""

    folder: Path

    @property
    def results(self) -> Path:
        """`DIR.graded`, beside it."""
        return beside(self.folder)

    def handed(self) -> list[Handed]:
        """What is in the folder."""
        return gather(self.folder)

    def finish(self, handed: Sequence[Handed], store: Store, exercise: str | None) -> None:
        """The gradebook is about what any file solves or is named like; with an exercise, about that one, too."""
        ids = [exercise.id for exercise in known_exercises()]
        found = {row.graded.exercise for row in store.rows()}
        if exercise is not None:
            found |= {exercise, *json.loads(store.setting(_EXERCISES, "[]"))}
        else:
            found |= {*in_scope((name for hand in handed for name in hand.files), ids)}
        scope = [each for each in ids if each in found]
        if not scope:
            raise NothingToGrade(
                "No file here solves an exercise, or is named like one. Say which it is: --exercise ID"
            )
        store.set(_EXERCISES, json.dumps(scope))

    def entries(self, store: Store) -> list[Entry]:
        """For every student and every exercise that the gradebook is about."""
        return entries_of(store)

    def write(self, results: Path, store: Store) -> None:
        """The gradebook, and a feedback file for each entry."""
        write_outputs(results, self.entries(store))


def entries_of(store: Store) -> list[Entry]:
    """The gradebook of a store."""
    scope = [find(id) for id in json.loads(store.setting(_EXERCISES, "[]"))]
    return gradebook(store.students(), store.rows(), scope)


def beside(folder: Path) -> Path:
    """
    >>> str(beside(Path("class"))), str(beside(Path("courses/deep")))
    ('class.graded', 'courses/deep.graded')
    """
    folder = folder if folder.name not in ("", "..") else folder.resolve()
    return folder.with_name(f"{folder.name}.graded")
