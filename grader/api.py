"""The Python API: check a file, or a live function, and get the same report as from the command line."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from grader.live import check_function
from grader.render.console import render_console
from grader.render.fragment import render_fragment
from grader.render.markdown import render_markdown
from grader.report import Report
from grader.sandbox.limits import Limits
from grader.undisturbed import undisturbed


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReport(Report):
    """A report that shows itself: as text when printed, as HTML in a notebook, as Markdown where that is preferred."""

    def __str__(self) -> str:
        return render_console([self]).rstrip("\n")

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return render_fragment([self])

    def _repr_markdown_(self) -> str:
        return render_markdown([self])


def check(
    solution: Callable[..., object] | str | os.PathLike[str], exercise: str | None = None, *, timeout: float = 10.0
) -> ShownReport:
    """Check a solution against the reference.

    **Arguments**

    - `solution`: a function or a class, or the path of a file. What is live runs in this very process: no limits apply
      to it, and the report says so (`isolation` is `none`). A file runs in a process of its own.
    - `exercise`: its id; by default the one that is solved by that name, or the one exercise that the file solves.
    - `timeout`: seconds, for a file.

    **Returns** the report. Print it, show it in a notebook, or read its `outcome`, `score`, `stages` and `findings`.
    This process is afterwards as it was: its random generators, and the threads and defaults of torch.

    Raises:
        UnknownExercise: no exercise has that id.
        UnusableFile: the path is not a file that can be checked.
        ValueError: the file solves several exercises, and none was named.
    """
    if callable(solution):
        return _shown(check_function(solution, exercise))
    with undisturbed():
        reports = _check_file(Path(solution), exercise, timeout)
    if len(reports) > 1:
        solved = ", ".join(str(report.exercise) for report in reports)
        raise ValueError(f"{solution} solves {solved}: name one with exercise=…")
    return _shown(reports[0])


def _check_file(path: Path, exercise: str | None, timeout: float) -> list[Report]:
    from grader.checker import Checker  # sets the threads of torch

    checker = Checker(limits=Limits(seconds=timeout))
    try:
        return checker.check(path, exercise)
    finally:
        checker.close()


def _shown(report: Report) -> ShownReport:
    values: dict[str, Any] = {field.name: getattr(report, field.name) for field in fields(report)}
    return ShownReport(**values)
