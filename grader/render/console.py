"""Reports for a terminal: the verdict, the line, the fact in names, a sentence, and the stages."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from rich.text import Text

from grader.render import outline
from grader.render.terminal import printed
from grader.report import Finding, Report

_COLOURS = {
    "passed": "green",
    "failed": "red",
    "not_attempted": "yellow",
    "error": "magenta",
    "skipped": "dim",
    "warned": "yellow",
}
_MAX_WIDTH = 100
_MAX_PRINTED = 12


def render_console(reports: Sequence[Report], width: int = 80, *, colour: bool = False) -> str:
    """All reports as text of at most `width` columns (source lines excepted)."""
    return printed(lines_of(reports, width), colour=colour)


def lines_of(reports: Sequence[Report], width: int) -> Iterator[Text]:
    """All lines, with an empty one between two reports."""
    for i, report in enumerate(reports):
        if i:
            yield Text()
        yield from report_lines(report, min(width, _MAX_WIDTH))


def report_lines(report: Report, width: int) -> Iterator[Text]:
    """A report line by line, of at most `width` columns (source lines excepted)."""
    yield _title(report, width)
    if outline.first_failure(report) is None and report.mistake is None and not report.findings:
        yield from _quiet(report, width)
        return
    yield Text()
    for index, finding in enumerate(report.findings):
        if index:
            yield Text()
        diagnosis = outline.diagnosis(report, finding)
        shown = index > 0 and outline.same_place(finding, report.findings[index - 1])
        yield from _finding(finding, diagnosis, report, width, placed=not shown)
    yield from _printed(report)
    yield Text()
    yield from _stages(report, width)


def _quiet(report: Report, width: int) -> Iterator[Text]:
    """Nothing was found: what was printed, and what to do next."""
    yield from _printed(report)
    if report.outcome == "not_attempted":
        yield from _prose(f"{report.stages[0].message[0].upper()}{report.stages[0].message[1:]}.", width)
        yield from _prose(f"For a hint: trysquare hint {report.exercise}", width)
        yield from _remarks(report, width)
    else:
        yield from _stages(report, width)


def _title(report: Report, width: int) -> Text:
    title, points = outline.title(report), outline.points(report)
    gap = max(width - len(title) - len(points), 2)
    return Text(title, f"bold {_COLOURS[report.outcome]}") + Text(" " * gap + points, "bold" if points else "")


def _finding(finding: Finding, diagnosis: str, report: Report, width: int, *, placed: bool) -> Iterator[Text]:
    """The line, unless it was just shown, the facts, what they come from if that is known, and the numbers."""
    if finding.line and placed:
        where, source = outline.place(finding, report), outline.caret(finding)
        text, marks = source or ("", "")
        yield Text(f"  {where}   ", "cyan") + Text(text)
        if marks:
            yield Text(" " * (len(where) + 5) + marks, "red")
    facts, numbers = outline.facts_and_numbers(finding)
    yield from _message(facts, width)
    if diagnosis:
        yield Text()
        yield from _prose(diagnosis, width, "bold")
    if numbers:
        yield Text()
        yield from _message(numbers, width)


def _message(lines: Sequence[str], width: int) -> Iterator[Text]:
    for line in lines:
        if line.startswith("  ") or " : " in line:
            yield from _verbatim(line, width)
        else:
            yield from _prose(line, width, "dim" if line.startswith("Python says") else "")


def _verbatim(line: str, width: int) -> Iterator[Text]:
    """Shapes and numbers as they are; what an arrow says of them below, where the line would be too long."""
    fact, arrow, note = line.partition("   ← ")
    style = "dim" if line.startswith("  ") else ""
    if len(line) + 4 <= width or not arrow:
        yield Text(f"    {line}", style)
        return
    yield Text(f"    {fact}", style)
    yield Text(f"    {' ' * (fact.find(' : ') + 3)}← {note}", style)


def _prose(text: str, width: int, style: str = "") -> Iterator[Text]:
    for line in textwrap.wrap(text, width - 2, break_long_words=False, break_on_hyphens=False):
        yield Text(f"  {line}", style)


def _printed(report: Report) -> Iterator[Text]:
    """The beginning of what the submission printed."""
    for name, text in (("stdout", report.stdout), ("stderr", report.stderr)):
        lines = text.rstrip("\n").split("\n") if text.strip() else []
        if lines:
            yield Text()
            yield Text(f"  Printed to {name}:", "dim")
            yield from (Text(f"  │ {line[:200]}", "dim") for line in lines[:_MAX_PRINTED])
            if len(lines) > _MAX_PRINTED:
                yield Text(f"  │ … {len(lines) - _MAX_PRINTED} more lines", "dim")


def _stages(report: Report, width: int) -> Iterator[Text]:
    """The stages in a row, as many to a line as fit."""
    row = Text(" ")
    for words in outline.stage_row(report):
        mark = {mark: outcome for outcome, mark in outline.STAGE_MARKS.items()}[words[0]]
        if len(row) + len(words) + 1 > width and row.plain.strip():
            yield row
            row = Text(" ")
        row = row + Text(f" {words} ", _COLOURS[mark])
    yield row
    yield from _remarks(report, width)


def _remarks(report: Report, width: int) -> Iterator[Text]:
    for remark in outline.remarks(report):
        yield from _prose(remark, width, "dim")
