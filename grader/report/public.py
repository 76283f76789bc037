"""The public form of a report, as `Report.as_json` gives it: what `docs/reference/report.schema.json` is made from.

Types only: nothing imports this to run. The sentences under the keys are those of the documentation.
"""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict  # pydantic takes no other before Python 3.12, and brings it

from grader.report.outcomes import Outcome, StageOutcome, Verdict


class StageJson(TypedDict):
    """The answer to one question."""

    id: str
    """The stage."""
    outcome: StageOutcome
    """A skipped stage earns nothing; one that warned earns everything."""
    message: str
    """Why it failed, warns or was skipped; a remark, or nothing, where it passed."""
    points: float
    """What it has earned, as a part of 1."""
    max_points: float
    """What it could earn: its weight, divided by the sum of all weights."""


class FindingJson(TypedDict):
    """One thing noticed."""

    stage: str
    """The stage that it explains."""
    kind: str
    """What was noticed."""
    line: int | None
    """The line, counted from 1 in the file, or in the cell of a notebook that `message` names."""
    expression: str | None
    """The sub-expression in that line."""
    shapes: str | None
    """Its shapes, in the names of the exercise: `(n, h) + (n, 1) → (n, h)`."""
    message: str
    """For people. It may have several lines: sentences, shapes, and a small example."""


class MistakeJson(TypedDict):
    """A known mistake that the submission equals on all inputs."""

    id: str
    """The name of the mistake, in the exercise's `mistakes.py`."""
    message: str
    """Its sentence."""


class GradientFlowJson(TypedDict):
    """`‖∂L_T/∂X_t‖` for each step t, where L_T is a loss of the last step alone."""

    norms: list[float | None]
    """The norms, the first step first; null for one that is no finite number."""
    verdict: Verdict
    """What they mean."""
    expected: list[float | None] | None
    """The norms of the reference on the same inputs."""
    rate: float | None
    """The mean growth per step, going back in time."""
    radius: float | None
    """The spectral radius of the recurrent weights, where they are known."""
    cut_at: int | None
    """Where detached, the last step that the loss does not reach, counted from 1."""


class EnvironmentJson(TypedDict):
    """Where the submission was judged."""

    torch: str
    """The version of torch."""
    python: str
    """The version of Python."""
    device: str
    """Where it ran: `cpu`, `cuda` or `mps`."""
    isolation: str
    """What it ran in: `process` or `bubblewrap`; `none` for a live function, checked from Python."""
    limits: dict[str, float]
    """The limits of the submission: `seconds` of wall clock for loading and for each exercise, `call_seconds` for one
    question in it, `cpu_seconds` in all, `memory_mib` beyond what torch needs, `output_bytes` that are kept of each
    stream, `file_mib` of a file that is written, `processes` that may be started. Empty for a live function."""


class ReportJson(TypedDict):
    """The report of one file and one exercise."""

    schema: Literal[1]
    """The version of this form."""
    exercise: str | None
    """Null for a file that solves none, and for one that does not load and is not named like one."""
    file: str | None
    """As it was given; null for a function that comes from no file."""
    sha256: str | None
    """Of the source; null where there is none."""
    outcome: Outcome
    """`passed`: no stage failed. `not_attempted`: the starter file, an empty body, or, with `--exercise`, no such
    function. `error`: the grader is at fault, and no points are lost."""
    score: float
    """The sum of the stages' points."""
    max_score: float
    """What could be had: 1."""
    stages: list[StageJson]
    """All stages that apply to the exercise, in the order in which they are judged. Empty only where the grader failed
    before it knew them."""
    findings: list[FindingJson]
    """What was noticed."""
    mistake: MistakeJson | None
    """The known mistake that this is, if it is one."""
    gradient_flow: GradientFlowJson | None
    """Where the exercise is about time."""
    stdout: str
    """What the submission has printed, cut where it is long."""
    environment: EnvironmentJson
    """Where it was judged, and within which limits."""
    seconds: float
    """How long that took."""
