"""What a run leaves in its folder: the gradebook, and a feedback file for each student and exercise."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path

from grader.classroom.gradebook import Entry, as_csv

_ODD = re.compile(r"[\x00-\x1f/\\:*?\"<>|]")


def write_outputs(folder: Path, entries: Sequence[Entry]) -> None:
    """`gradebook.csv`, and `feedback/STUDENT/EXERCISE.json` and `.md`. Each file is there whole or not at all.

    Raises:
        OSError: the folder cannot be written to.
    """
    _write(folder / "gradebook.csv", as_csv(entries))
    for entry in entries:
        if entry.graded is not None:
            place = folder / "feedback" / file_name(entry.student)
            place.mkdir(parents=True, exist_ok=True)
            _write(place / f"{entry.exercise}.md", entry.graded.feedback)
            report = json.dumps(entry.graded.report, indent=2, ensure_ascii=False, allow_nan=False)
            _write(place / f"{entry.exercise}.json", f"{report}\n")


def file_name(student: str) -> str:
    """A student's name as the name of a folder.

    >>> file_name("Ada Lovelace"), file_name("../etc")
    ('Ada Lovelace', '_.._etc')
    """
    plain = _ODD.sub("_", student).strip(" ")[:200]
    return f"_{plain}" if plain.startswith(".") or not plain else plain


def _write(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
