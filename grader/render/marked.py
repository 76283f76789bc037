"""Source lines with the findings in them marked, as data for a page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from grader.render.visible import MOST_OF_A_LINE, lines_of, more
from grader.report import Finding, Report

_MOST_BEFORE = 60
MOST_LINES = 2000
"""Lines of a source that are shown."""

Pieces = tuple[tuple[str, bool], ...]
"""A line in pieces, the marked ones with True."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line, and the numbers of the findings that it is shown with."""

    number: int
    pieces: Pieces
    findings: tuple[int, ...] = ()

    @property
    def before(self) -> str:
        """As much white space as there is text before the first mark; a long line's is shortened."""
        first = next((place for place, (_, is_marked) in enumerate(self.pieces) if is_marked), 0)
        text = "".join(piece for piece, _ in self.pieces[:first])
        return re.sub(r"[^\t]", " ", text[:_MOST_BEFORE])


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or the cell of a notebook. `more`: how many lines are not shown."""

    name: str
    lines: tuple[Line, ...]
    more: int = 0

    @property
    def is_marked(self) -> bool:
        return any(line.findings for line in self.lines)


def sources_of(report: Report, texts: Mapping[str, str]) -> list[Source]:
    """Every text, with the findings of a report marked where they are. Findings count from 1."""
    return [_source(name, text, _places_in(name, report)) for name, text in texts.items()]


def excerpt(finding: Finding) -> Pieces:
    """The line of a finding without its indentation, marked. Empty where it is not known."""
    if not finding.source:
        return ()
    indent = len(finding.source) - len(finding.source.lstrip())
    return _pieces(finding.source.strip(), [_columns(finding, finding.source, indent)])


def _places_in(name: str, report: Report) -> dict[int, list[tuple[int, Finding]]]:
    """By line, the findings of a file, with their numbers."""
    found: dict[int, list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(report.findings, start=1):
        if finding.line is not None and (finding.file or report.file) == name:
            found.setdefault(finding.line, []).append((number, finding))
    return found


def _source(name: str, text: str, places: Mapping[int, Sequence[tuple[int, Finding]]]) -> Source:
    lines = lines_of(text)
    shown = [
        Line(
            number,
            _pieces(line, [_columns(finding, line, 0) for _, finding in places.get(number, ())]),
            tuple(each for each, _ in places.get(number, ())),
        )
        for number, line in enumerate(lines[:MOST_LINES], start=1)
    ]
    return Source(name, tuple(shown), max(len(lines) - MOST_LINES, 0))


def _columns(finding: Finding, line: str, indent: int) -> tuple[int, int]:
    """From where to where a line is marked, counted from `indent` on; all of it where no columns are known."""
    if finding.start is None or finding.end is None or finding.start >= len(line):
        return len(line) - len(line.lstrip()) - indent, len(line.rstrip()) - indent
    return max(finding.start - indent, 0), max(finding.end, finding.start + 1) - indent


def _pieces(line: str, spans: Sequence[tuple[int, int]]) -> Pieces:
    """A line cut where a mark begins or ends, and where it is too long.

    >>> _pieces("a + b", [(0, 1), (4, 9)])
    (('a', True), (' + ', False), ('b', True))
    """
    length = min(len(line), MOST_OF_A_LINE)
    rest = ((more(len(line) - length), False),) if length < len(line) else ()
    cuts = sorted({0, length, *(min(max(column, 0), length) for span in spans for column in span)})
    pieces = [
        (line[start:end], any(first <= start and end <= last for first, last in spans)) for start, end in pairwise(cuts)
    ]
    return (*pieces, *rest)
