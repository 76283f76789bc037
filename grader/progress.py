"""A student's progress and hints taken, kept in the user's data folder. Loads no torch."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from grader.report import Report


@dataclass(frozen=True, slots=True)
class Progress:
    """For each exercise the best score so far, whether it was passed, and how many hints were taken."""

    best: dict[str, float] = field(default_factory=dict[str, float])
    passed: tuple[str, ...] = ()
    hints: dict[str, int] = field(default_factory=dict[str, int])

    def after(self, reports: Iterable[Report]) -> Progress:
        """Progress after more reports. What was passed once stays passed."""
        best, passed = dict(self.best), dict.fromkeys(self.passed)
        for report in reports:
            if report.exercise and report.outcome in ("passed", "failed"):
                best[report.exercise] = max(best.get(report.exercise, 0.0), report.score)
                if report.outcome == "passed":
                    passed[report.exercise] = None
        return Progress(best, tuple(passed), self.hints)

    def after_hint(self, id: str, levels: int) -> Progress:
        """Progress after one more hint, of `levels` that there are."""
        return Progress(self.best, self.passed, {**self.hints, id: min(self.hints.get(id, 0) + 1, levels)})


def path() -> Path:
    """Where progress is kept."""
    return platformdirs.user_data_path("trysquare") / "progress.json"


def read() -> Progress:
    """Progress so far; none where there is no readable file."""
    from pydantic import TypeAdapter, ValidationError  # only to validate: `--help` does without

    try:
        return TypeAdapter(Progress).validate_json(path().read_bytes())
    except (OSError, ValidationError):
        return Progress()


def write(progress: Progress) -> None:
    """Keep progress, whole or not at all. Where the folder cannot be written there is none: checks go on."""
    from pydantic import TypeAdapter

    with contextlib.suppress(OSError):
        path().parent.mkdir(parents=True, exist_ok=True)
        fd, name = tempfile.mkstemp(dir=path().parent)
        with os.fdopen(fd, "wb") as file:
            file.write(TypeAdapter(Progress).dump_json(progress))
        Path(name).replace(path())
