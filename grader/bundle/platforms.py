"""Where a platform has what is handed in, and what it reads of the results."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from grader.bundle.grade import Results
from grader.bundle.make import FOLDER, SETTINGS
from grader.classroom.forms import as_gradescope
from grader.classroom.gradebook import Entry
from grader.render.markdown import render_markdown

_FAILED = (
    "The grader failed: this is not about your code, and the score does not count. Please tell your instructor, who "
    "finds the cause in the output of the run."
)
_UNFINISHED = (
    "Grading did not end in the time that there is. Does the code wait, or repeat something without an end? "
    "Try it with `trysquare check`, which says where."
)


@dataclass(frozen=True, slots=True)
class Gradescope:
    """`root` is laid out as https://gradescope-autograders.readthedocs.io/en/latest/specs/ says: `/autograder`."""

    root: Path

    @property
    def submission(self) -> Path:
        return self.root / "submission"

    @property
    def settings(self) -> Path:
        return self.root / "source" / SETTINGS

    def prepare(self) -> None:
        """Shut out whoever is not us: results are ours, and the bundle holds answers.

        There are results from the start: the platform may end us before we are done.
        """
        (self.root / "results").mkdir(exist_ok=True)
        for folder in (self.root / "results", self.root / "source", self.submission):
            if folder.is_dir():
                folder.chmod(0o700)
        self._replace({"score": 0.0, "output": _UNFINISHED, "output_format": "text"})

    def write(self, results: Results) -> int:
        """`results.json`, whole or not at all."""
        found: dict[str, Any] = json.loads(as_gradescope(results.entries)) if results.entries else {"score": 0.0}
        self._replace({**found, "output": results.sentence, "output_format": "text", "execution_time": results.seconds})
        return 0

    def write_failure(self) -> int:
        """What is shown where the grader itself has failed: the platform wants results whatever happens."""
        self._replace({"score": 0.0, "output": _FAILED, "output_format": "text"})
        return 0

    def _replace(self, whole: dict[str, Any]) -> None:
        path = self.root / "results" / "results.json"
        beside = path.with_name(".results.json")
        beside.unlink(missing_ok=True)
        beside.write_text(json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8")
        beside.replace(path)


@dataclass(frozen=True, slots=True)
class GitHub:
    """`root` is a checkout of a student's repository. Points are told as GitHub Classroom read them: by notices."""

    root: Path

    @property
    def submission(self) -> Path:
        return self.root

    @property
    def settings(self) -> Path:
        return self.root / FOLDER / SETTINGS

    def prepare(self) -> None:
        """Nothing is to be done."""

    def write(self, results: Results) -> int:
        """The feedback as the summary of the run, and the points as notices. 0 if all has passed."""
        entries = results.entries
        feedback = [render_markdown([each.shown]) if each.shown else _absent(each) for each in entries]
        _summarise("\n".join([*feedback, results.sentence]))
        points, most = sum(each.points for each in entries), sum(each.max_points for each in entries)
        typer.echo(f"::notice title=Autograding complete::Points {points:g}/{most:g}")
        report = json.dumps({"totalPoints": points, "maxPoints": most})
        typer.echo(f"::notice title=Autograding report::{report}")
        return 0 if entries and all(each.outcome == "passed" for each in entries) else 1

    def write_failure(self) -> int:
        """Say so, and fail the run."""
        typer.echo(f"::error::{_FAILED}")
        return 3


def _absent(entry: Entry) -> str:
    return f"## ✗ `{entry.exercise}` — 0 of {entry.max_points:g} points\n\n{entry.cause}\n"


def _summarise(text: str) -> None:
    """Where GitHub shows Markdown for a run; or, elsewhere, on stdout."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path is None:
        typer.echo(text)
        return
    with Path(path).open("a", encoding="utf-8") as summary:
        summary.write(f"{text}\n")
