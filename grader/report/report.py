"""The report: what was found, as pure data. Renderers only read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grader.report.flow import GradientFlow
from grader.report.numbers import SCHEMA
from grader.report.outcomes import Outcome, StageOutcome
from grader.report.places import cell_in_words

if TYPE_CHECKING:
    from grader.report.public import FindingJson, ReportJson, StageJson


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed.

    - `stage`: the stage that it explains. `warns`: it is worth saying, and fails nothing.
    - `line`, `expression`, `shapes`: where they are known. `file`: where that line is, if not in the file judged.
    - `source`, `start`, `end`: the source line, and the columns to underline, for those who show it.
    """

    stage: str
    kind: str
    message: str
    line: int | None = None
    expression: str | None = None
    shapes: str | None = None
    warns: bool = False
    file: str | None = None
    source: str | None = None
    start: int | None = None
    end: int | None = None

    def as_json(self) -> FindingJson:
        """As in the JSON report, where the message says the cell of a notebook that the line is in."""
        cell = cell_in_words(self.file, self.line)
        return {
            "stage": self.stage,
            "kind": self.kind,
            "line": self.line,
            "expression": self.expression,
            "shapes": self.shapes,
            "message": f"In {cell}: {self.message}" if cell else self.message,
        }


@dataclass(frozen=True, slots=True)
class Stage:
    """The answer to one question. `message` says why it failed, warns or was skipped."""

    id: str
    outcome: StageOutcome
    message: str = ""
    points: float = 0.0
    max_points: float = 0.0
    weight: int = 0

    def as_json(self) -> StageJson:
        """As in the JSON report."""
        return {
            "id": self.id,
            "outcome": self.outcome,
            "message": self.message,
            "points": self.points,
            "max_points": self.max_points,
        }


@dataclass(frozen=True, slots=True)
class RecognisedMistake:
    """A known mistake that the submission equals on every probe, and the stage at which it fails first."""

    id: str
    message: str
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Environment:
    """Where the submission was judged, and within which limits: none for a live function."""

    torch: str
    python: str
    device: str
    isolation: str
    limits: Mapping[str, float] = field(default_factory=dict[str, float])


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The stages' outcomes, the findings, the diagnosis and the score of one file and exercise."""

    exercise: str | None
    file: str | None
    sha256: str | None
    outcome: Outcome
    score: float = 0.0
    max_score: float = 1.0
    stages: tuple[Stage, ...] = ()
    findings: tuple[Finding, ...] = ()
    mistake: RecognisedMistake | None = None
    gradient_flow: GradientFlow | None = None
    stdout: str = ""
    stderr: str = ""
    environment: Environment
    seconds: float = 0.0

    @property
    def weights(self) -> tuple[int, int]:
        """Points earned and possible, as the exercise counts them."""
        earned = sum(stage.weight for stage in self.stages if stage.outcome in ("passed", "warned"))
        return earned, sum(stage.weight for stage in self.stages)

    def as_json(self) -> ReportJson:
        """The public JSON report, schema 1."""
        flow, mistake = self.gradient_flow, self.mistake
        return {
            "schema": SCHEMA,
            "exercise": self.exercise,
            "file": self.file,
            "sha256": self.sha256,
            "outcome": self.outcome,
            "score": self.score,
            "max_score": self.max_score,
            "stages": [stage.as_json() for stage in self.stages],
            "findings": [finding.as_json() for finding in self.findings],
            "mistake": {"id": mistake.id, "message": mistake.message} if mistake else None,
            "gradient_flow": flow.as_json() if flow else None,
            "stdout": self.stdout,
            "environment": {
                "torch": self.environment.torch,
                "python": self.environment.python,
                "device": self.environment.device,
                "isolation": self.environment.isolation,
                "limits": dict(self.environment.limits),
            },
            "seconds": self.seconds,
        }
