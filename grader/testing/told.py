"""What the test of a stage says when it fails: the stage's part of the report, as `check` would show it."""

from __future__ import annotations

from dataclasses import replace

from grader.render.console import render_console
from grader.report import Report, Stage


def told(report: Report, stage: Stage, width: int = 80) -> str:
    """The findings of a stage, with the diagnosis where it belongs to them."""
    findings = tuple(finding for finding in report.findings if finding.stage == stage.id)
    outcome = "failed" if stage.outcome == "failed" else report.outcome
    mistake = report.mistake if stage.id == _diagnosed(report) else None
    own = replace(report, outcome=outcome, stages=(stage,), findings=findings, mistake=mistake, stdout="", stderr="")
    return render_console([own], width).rstrip("\n")


def told_whole(report: Report, width: int = 80) -> str:
    """A report in which no stage speaks: not attempted, or the grader has failed."""
    return render_console([report], width).rstrip("\n")


def printed(report: Report) -> str:
    """What the submission has printed, marked as its own: it may look like anything."""
    return marked(report.stdout + report.stderr)


def marked(text: str) -> str:
    """Text of a submission, each of its lines with a bar before it.

    >>> marked("1 passed\\n")
    '│ 1 passed'
    """
    return "\n".join(f"│ {line}" for line in text.splitlines())


def _diagnosed(report: Report) -> str | None:
    """The stage that shows the sentence of a recognised mistake."""
    stages = [finding.stage for finding in report.findings if not finding.warns]
    if report.mistake is None or not stages:
        return None
    return report.mistake.stage if report.mistake.stage in stages else stages[0]
