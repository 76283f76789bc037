"""What there is to compare: every definition of every student, with what of it is given, and what is common."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from grader.classroom.fingerprints import Definition, Passage, covered, definitions
from grader.classroom.gather import Handed
from grader.exercise import Exercise, known_exercises

_COMMON_SHARE, _COMMON_LEAST = 0.1, 8
_MOST_OF_A_FILE, _MOST_OF_A_STUDENT, _MOST_DEFINITIONS = 1 << 16, 1 << 17, 200
"""Characters, characters, and definitions: far more than solutions have. They bound the time that a student costs."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A definition in a student's file.

    - `lines`: of the whole file, which is the text `text` but for the ends of lines.
    - `original`: of each word, whether it is not given. `own`: whether it is not common either.
    """

    student: int
    file: str
    text: str
    lines: Sequence[str]
    definition: Definition
    passages: Sequence[Passage]
    original: Sequence[bool]
    own: Sequence[bool]

    def alike(self, known: Collection[Passage]) -> list[bool]:
        """Of each word, whether it is own, and one of these passages covers it."""
        return [own and found for own, found in zip(self.own, covered(self.passages, known), strict=True)]


def parts_of(handed: Sequence[Handed], exercise: Exercise | None = None) -> tuple[list[Part], frozenset[Passage]]:
    """Everything that is handed in, and the passages that are no evidence: given, or common.

    A passage is common if more than a tenth of the students, and more than eight, have it. With an exercise, only the
    files that are named like it count, and the definitions elsewhere that are.
    """
    given = _given()
    found = [(student, *each) for student, hand in enumerate(handed) for each in _definitions(hand, exercise)]
    seen: dict[int, set[Passage]] = {}
    for student, *_, definition in found:
        seen.setdefault(student, set()).update(definition.passages())
    often = Counter(passage for passages in seen.values() for passage in passages)
    limit = max(_COMMON_LEAST, int(_COMMON_SHARE * len(handed)))
    known = given | {passage for passage, students in often.items() if students > limit}
    return [_part(*each, given, known) for each in found], known


def _part(
    student: int,
    file: str,
    lines: Sequence[str],
    definition: Definition,
    given: Collection[Passage],
    known: Collection[Passage],
) -> Part:
    passages = definition.passages()
    original = [not found for found in covered(passages, given)]
    own = [not found for found in covered(passages, known)]
    text = "\n".join(line.rstrip() for line in lines).strip()
    return Part(student, file, text, lines, definition, passages, original, own)


@cache
def _given() -> frozenset[Passage]:
    """The passages of all starter files and references: what one exercise shows may help in another."""
    texts = [text for exercise in known_exercises() for text in (exercise.starter(), exercise.solution())]
    return frozenset(passage for text in texts for definition in definitions(text) for passage in definition.passages())


def _definitions(hand: Handed, exercise: Exercise | None) -> Iterator[tuple[str, Sequence[str], Definition]]:
    """The definitions of a student, with their file and its lines; bounded, and none without a whole passage."""
    room, count = _MOST_OF_A_STUDENT, 0
    for file, data in hand.files.items():
        text = _text(file, data)[: min(room, _MOST_OF_A_FILE)]
        room -= len(text)
        lines = text.split("\n")
        for definition in definitions(text):
            asked = exercise is None or exercise.id == Path(file).stem or exercise.symbol == definition.name
            if asked and count < _MOST_DEFINITIONS and definition.passages():
                count += 1
                yield file, lines, definition


def _text(file: str, data: bytes) -> str:
    """A file as text, whatever it holds, with the ends of lines that Python knows; of a notebook, its cells of code."""
    text = data.decode("utf-8-sig", errors="replace")
    if file.lower().endswith(".ipynb"):
        text = _cells(text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _cells(text: str) -> str:
    try:
        cells = [cell["source"] for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
        return "\n".join(source if isinstance(source, str) else "".join(source) for source in cells)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return text
