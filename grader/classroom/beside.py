"""Two definitions side by side, line by line: what is alike stands in one row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from grader.classroom.fingerprints import Word
from grader.classroom.gather import shown
from grader.report.similar import Beside, SourceLine

_MOST_LINES, _LONGEST = 200, 160


@dataclass(frozen=True, slots=True)
class Side:
    """A definition, and the lines of its file. `alike`: of each word, whether it is evidence that the other has too."""

    lines: Sequence[str]
    words: Sequence[Word]
    alike: Sequence[bool]


@dataclass(frozen=True, slots=True)
class _Line:
    shown: SourceLine
    words: tuple[str, ...]
    is_alike: bool


def side_by_side(first: Side, second: Side) -> tuple[Beside, ...]:
    """The lines of both that hold words, up to 200 of each, aligned where their words are the same."""
    left, right = list(_lines(first)), list(_lines(second))
    matcher = SequenceMatcher(None, [line.words for line in left], [line.words for line in right], autojunk=False)
    rows: list[Beside] = []
    for _, begin, end, other_begin, other_end in matcher.get_opcodes():
        for one, other in zip_longest(left[begin:end], right[other_begin:other_end]):
            is_shared = any(line is not None and line.is_alike for line in (one, other))
            rows.append(Beside(one and one.shown, other and other.shown, is_shared))
    return tuple(rows)


def _lines(side: Side) -> Iterator[_Line]:
    words: dict[int, list[str]] = {}
    for word in side.words:
        words.setdefault(word.line, []).append(word.text)
    alike = {word.line for word, is_alike in zip(side.words, side.alike, strict=True) if is_alike}
    for number, texts in list(words.items())[:_MOST_LINES]:
        yield _Line(source_line(side.lines, number), tuple(texts), number in alike)


def source_line(lines: Sequence[str], number: int) -> SourceLine:
    """A line as it is shown: without escape sequences, and not longer than anybody reads."""
    text = shown(lines[number - 1][: 2 * _LONGEST].expandtabs(4).rstrip())
    return SourceLine(number, text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")
