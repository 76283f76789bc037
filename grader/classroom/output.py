"""What a run leaves in its folder: the gradebook, and a feedback file for each student and exercise."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from grader.classroom.forms import as_csv
from grader.classroom.gradebook import Entry
from grader.render.markdown import render_markdown

_LONGEST = 200
_ODD = re.compile(r"[\x00-\x1f/\\:*?\"<>|]")


def write_outputs(folder: Path, entries: Sequence[Entry]) -> None:
    """`gradebook.csv`, and `feedback/STUDENT/EXERCISE.json` and `.md`. Each file is there whole or not at all.

    Raises:
        OSError: the folder cannot be written to.
    """
    write_whole(folder / "gradebook.csv", as_csv(entries))
    places = _places({entry.student.student for entry in entries})
    for entry in entries:
        if entry.shown is not None:
            place = folder / "feedback" / places[entry.student.student]
            place.mkdir(parents=True, exist_ok=True)
            write_whole(place / f"{entry.exercise}.md", render_markdown([entry.shown]))
            report = json.dumps(entry.shown.as_json(), indent=2, ensure_ascii=False, allow_nan=False)
            write_whole(place / f"{entry.exercise}.json", f"{report}\n")


def _places(students: Iterable[str]) -> dict[str, str]:
    """A folder of their own for each student: two whose names would be one folder's are told apart."""
    places: dict[str, str] = {}
    for student in sorted(students):
        name = file_name(student)
        while name in places.values():
            name += "_"
        places[student] = name
    return places


def file_name(student: str) -> str:
    """A student's name as the name of a folder.

    >>> file_name("Ada Lovelace"), file_name("../etc")
    ('Ada Lovelace', '_.._etc')
    """
    plain = _ODD.sub("_", student).strip(" ").encode()[:_LONGEST].decode(errors="ignore")
    return f"_{plain}" if plain.startswith(".") or not plain else plain


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
