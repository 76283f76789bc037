"""Reports as Markdown: for pull requests, issues and feedback files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from grader.render import outline
from grader.report import Finding, Report


def render_markdown(reports: Sequence[Report]) -> str:
    """All reports, one section each."""
    return "\n".join(line for report in reports for line in _section(report))


def _section(report: Report) -> Iterator[str]:
    points = outline.points(report)
    name = code(report.exercise or report.file or "the submission")
    verdict = f"{outline.VERDICT_MARKS[report.outcome]} {name} — {outline.headline(report)}"
    yield f"## {verdict}{f' ({points})' if points else ''}"
    yield ""
    if report.file:
        yield f"File: {code(report.file)}"
        yield ""
    for finding in report.findings:
        diagnosis = outline.diagnosis(report, finding)
        yield from _finding(finding, diagnosis, report)
    if report.outcome == "not_attempted" and report.stages:
        yield escaped(f"{report.stages[0].message[0].upper()}{report.stages[0].message[1:]}.")
        yield ""
    yield "| stage | outcome | points |"
    yield "|---|---|---|"
    for stage in report.stages:
        earned = stage.weight if stage.points else 0
        outcome = f"{outline.STAGE_MARKS[stage.outcome]} {stage.outcome}"
        yield f"| {stage.id} | {outcome} | {f'{earned} of {stage.weight}' if stage.weight else ''} |"
    yield ""
    for remark in outline.remarks(report):
        yield escaped(remark)
        yield ""
    for name, text in (("stdout", report.stdout), ("stderr", report.stderr)):
        if text.strip():
            yield f"Printed to {name}:"
            yield ""
            yield from fenced(text.rstrip("\n"))
            yield ""


def _finding(finding: Finding, diagnosis: str, report: Report) -> Iterator[str]:
    if finding.line:
        text, marks = outline.caret(finding) or ("", "")
        yield from fenced(
            "\n".join(
                line for line in (f"{outline.place(finding, report)}", f"    {text}", f"    {marks}") if line.strip()
            )
        )
        yield ""
    facts, numbers = outline.facts_and_numbers(finding)
    yield from _message(facts)
    if diagnosis:
        yield f"**{escaped(diagnosis)}**"
        yield ""
    yield from _message(numbers)


def _message(lines: Sequence[str]) -> Iterator[str]:
    """Sentences as a paragraph; shapes and numbers as a code block."""
    prose = [line for line in lines if not outline.is_verbatim(line)]
    verbatim = [line for line in lines if outline.is_verbatim(line)]
    if prose:
        yield "  \n".join(escaped(line) for line in prose)
        yield ""
    if verbatim:
        yield from fenced("\n".join(verbatim))
        yield ""


def escaped(text: str) -> str:
    """Prose in which nothing but `code` is markup."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return re.sub(r"([\\`*_{}\[\]<>#|!])", r"\\\1", text)
    return "`".join(part if i % 2 else re.sub(r"([\\*_{}\[\]<>#|!])", r"\\\1", part) for i, part in enumerate(parts))


def code(text: str) -> str:
    """A code span, whatever is in it."""
    ticks = "`" * (_longest_ticks(text) + 1)
    pad = " " if "`" in text else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def fenced(text: str) -> list[str]:
    """A code block, whatever is in it."""
    fence = "`" * max(_longest_ticks(text) + 1, 3)
    return [fence, text, fence]


def _longest_ticks(text: str) -> int:
    return max((len(run) for run in re.findall(r"`+", text)), default=0)
