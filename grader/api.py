"""The Python API: check a file, or a live function, and get the same report as from the command line."""

from __future__ import annotations

import hashlib
import inspect
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any

from grader.answers import Answers
from grader.checker import Checker
from grader.exercise import find
from grader.judge.evidence import Evidence, Pair
from grader.judge.signature import judge_signature
from grader.render.console import render_console
from grader.render.markdown import render_markdown
from grader.report import Report
from grader.sandbox.limits import Limits
from grader.verdict import Stamp, look_closer, report_of
from grader.worker.call import observe
from grader.worker.devices import tensors_of
from grader.worker.load import describe_function
from grader.worker.probe import Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReport(Report):
    """A report that shows itself: as text when printed, as Markdown in a notebook."""

    def __str__(self) -> str:
        return render_console([self]).rstrip("\n")

    __repr__ = __str__

    def _repr_markdown_(self) -> str:
        return render_markdown([self])


def check(
    solution: Callable[..., object] | str | os.PathLike[str], exercise: str | None = None, *, timeout: float = 10.0
) -> ShownReport:
    """Check a solution against the reference.

    **Arguments**

    - `solution`: a function, or the path of a file. A function runs in this very process: no limits apply to it, and
      the report says so (`isolation` is `none`). A file runs in a process of its own.
    - `exercise`: its id; by default the name of the function, or the one exercise that the file solves.
    - `timeout`: seconds, for a file.

    **Returns** the report. Print it, or read its `outcome`, `score`, `stages` and `findings`.

    Raises:
        UnknownExercise: no exercise has that id.
        UnusableFile: the path is not a file that can be checked.
        ValueError: the file solves several exercises, and none was named.
    """
    if callable(solution):
        return _shown(check_function(solution, exercise))
    checker = Checker(limits=Limits(seconds=timeout))
    try:
        reports = checker.check(Path(solution), exercise)
    finally:
        checker.close()
    if len(reports) > 1:
        solved = ", ".join(str(report.exercise) for report in reports)
        raise ValueError(f"{solution} solves {solved}: name one with exercise=…")
    return _shown(reports[0])


def check_function(function: Callable[..., object], exercise_id: str | None = None) -> Report:
    """Check a live function in this process, without any limit."""
    exercise = find(exercise_id or str(getattr(function, "__name__", type(function).__name__)))
    answers = Answers.of(exercise)
    source, file = _source(function)
    symbol = describe_function(exercise.id, function)
    evidence = Evidence(exercise, answers.plan.contract, symbol, (), file or "")
    stamp = Stamp(file, _hash(source), "cpu", "none", time.perf_counter(), source=source)
    if not judge_signature(evidence):
        files = {code.co_filename} if (code := getattr(inspect.unwrap(function), "__code__", None)) else set[str]()
        belongings = tensors_of(getattr(inspect.unwrap(function), "__globals__", {}))
        ask = partial(observe, function, files=files, belongings=belongings)
        pairs = [Pair(probe, ask(probe), answers.expected(probe)) for probe in answers.plan.probes]
        evidence = Evidence(exercise, answers.plan.contract, symbol, tuple(pairs), file or "")
        return report_of(evidence, Loaded(), stamp, partial(look_closer, answers, ask))
    return report_of(evidence, Loaded(), stamp)


def _source(function: Callable[..., object]) -> tuple[bytes, str | None]:
    """The text of the file or cell that defines a function, and its name, where Python knows them."""
    try:
        lines, _ = inspect.findsource(inspect.unwrap(function))
        return "".join(lines).encode(), inspect.getsourcefile(inspect.unwrap(function))
    except (OSError, TypeError):
        return b"", None


def _hash(source: bytes) -> str | None:
    return hashlib.sha256(source).hexdigest() if source else None


def _shown(report: Report) -> ShownReport:
    values: dict[str, Any] = {field.name: getattr(report, field.name) for field in fields(report)}
    return ShownReport(**values)
