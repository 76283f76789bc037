"""From evidence to a report, and the reports of files that never came to be asked."""

from __future__ import annotations

import platform
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import torch

from grader.answers import Answers
from grader.exercise import OPTIONAL_STAGES, STAGES, Exercise, known_exercises
from grader.judge import judge
from grader.judge.closer import worth_a_closer_look
from grader.judge.evidence import Evidence, Pair
from grader.judge.loads import judge_loads
from grader.judge.scoring import nothing_judged, score
from grader.report import Environment, Finding, Report
from grader.sandbox.clean import clean
from grader.sandbox.session import Printed
from grader.worker.probe import Loaded, Observation, Probe

_WEIGHTLESS = {stage: 0 for stage in STAGES if stage not in OPTIONAL_STAGES}


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every report of a file says, whatever was found."""

    file: str | None
    sha256: str | None
    device: str
    isolation: str
    started: float
    printed: Printed = field(default_factory=Printed)
    source: bytes = b""
    limits: Mapping[str, float] = field(default_factory=dict[str, float])

    @property
    def environment(self) -> Environment:
        version = platform.python_version()
        return Environment(torch.__version__, version, self.device, self.isolation, self.limits)

    @property
    def seconds(self) -> float:
        return round(time.perf_counter() - self.started, 4)


def report_of(
    evidence: Evidence, loaded: Loaded, stamp: Stamp, look_closer: Callable[[Evidence], Evidence] | None = None
) -> Report:
    """Judge the evidence and write the report. `look_closer` may add evidence where something fails."""
    judgement = judge(evidence, loaded, look_closer)
    scored = judgement.scored
    return _report(
        evidence.exercise,
        stamp,
        outcome="not_attempted" if scored is None else "passed" if scored.passed else "failed",
        score=scored.score if scored else 0.0,
        stages=scored.stages if scored else judgement.untouched,
        findings=_with_source(scored.findings, evidence, loaded, stamp) if scored else (),
        mistake=judgement.mistake,
        gradient_flow=judgement.flow,
    )


def look_closer(answers: Answers, ask: Callable[[Probe], Observation], evidence: Evidence) -> Evidence:
    """Where something fails, ask one probe again and trace what happens inside."""
    probe = worth_a_closer_look(evidence)
    if probe is None:
        return evidence
    closer = Pair(probe, ask(probe), answers.expected(probe))
    return replace(evidence, closer=closer, milestones=answers.milestones(probe))


def grader_failed(error: Exception, exercise: Exercise | None, stamp: Stamp) -> Report:
    """The report where the grader itself failed: an error, and nothing judged."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    told = f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"
    message = f"This is an error of the grader, not of your code: no points are lost. Please report it.\n{told}"
    stages = nothing_judged(exercise.weights if exercise else _WEIGHTLESS, "the grader failed")
    finding = Finding("loads", "internal_error", clean(message))
    return _report(exercise, stamp, outcome="error", stages=stages, findings=(finding,))


def _with_source(
    findings: tuple[Finding, ...], evidence: Evidence, loaded: Loaded, stamp: Stamp
) -> tuple[Finding, ...]:
    """Findings that know their line get its text, and in a notebook the cell of the function that they speak of."""
    cell = evidence.symbol.file if evidence.symbol else ""
    text = loaded.cells[cell] if cell in loaded.cells else text_of(stamp.source)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tuple(
        replace(finding, source=clean(lines[finding.line - 1]), file=finding.file or cell or None)
        if finding.line and finding.source is None and 0 < finding.line <= len(lines)
        else finding
        for finding in findings
    )


def text_of(source: bytes) -> str:
    """For showing only: UTF-8, or else one character for each byte."""
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError:
        return source.decode("latin-1")


def unloadable(loaded: Loaded, exercise: Exercise | None, stamp: Stamp) -> Report:
    """The report of a file that does not load."""
    return _failed_at("loads", judge_loads(loaded), exercise, stamp)


def solves_nothing(loaded: Loaded, stamp: Stamp) -> Report:
    """The report of a file that defines no function named like an exercise."""
    functions = [symbol.name for symbol in loaded.symbols if symbol.callable]
    defined = f"It defines {', '.join(f'`{name}`' for name in functions[:5])}. " if functions else ""
    known = ", ".join(exercise.id for exercise in known_exercises())
    message = f"The file defines no function that is named like an exercise.\n{defined}Exercises: {known}."
    return _failed_at("signature", [Finding("signature", "no_exercise", message)], None, stamp)


def not_there(exercise: Exercise, stamp: Stamp) -> Report:
    """The report of an exercise that was asked for and is not in the file: not attempted."""
    reason = f"the file defines no function `{exercise.symbol}`"
    return _report(exercise, stamp, outcome="not_attempted", stages=nothing_judged(exercise.weights, reason))


def _failed_at(stage: str, findings: list[Finding], exercise: Exercise | None, stamp: Stamp) -> Report:
    weights = exercise.weights if exercise else _WEIGHTLESS
    judges = {id: (lambda: findings) if id == stage else _nothing_found for id in weights}
    scored = score(weights, judges, {})
    return _report(exercise, stamp, outcome="failed", stages=scored.stages, findings=scored.findings)


def _nothing_found() -> list[Finding]:
    return []


def _report(exercise: Exercise | None, stamp: Stamp, **found: Any) -> Report:
    return Report(
        exercise=exercise.id if exercise else None,
        file=stamp.file,
        sha256=stamp.sha256,
        stdout=stamp.printed.stdout,
        stderr=stamp.printed.stderr,
        environment=stamp.environment,
        seconds=stamp.seconds,
        **found,
    )
