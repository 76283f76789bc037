"""The report: what was found, as pure data. Renderers only read it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

SCHEMA = 1

Outcome = Literal["passed", "failed", "not_attempted", "error"]
StageOutcome = Literal["passed", "failed", "skipped", "warned"]

KINDS: dict[str, str] = {
    # The file.
    "empty_file": "the file is empty",
    "undecodable": "the file is not text",
    "syntax_error": "Python cannot read the file",
    "merge_conflict": "an unresolved merge conflict",
    "too_big": "the file is too large",
    "no_exercise": "the file solves no exercise",
    # The function.
    "missing_function": "the function is not there",
    "not_callable": "the name is not a function",
    "wrong_arguments": "the arguments have other names",
    # The call.
    "not_implemented": "not attempted on some inputs",
    "exception": "the code raises an error",
    "shape_mismatch": "shapes do not fit together",
    "dtype_mismatch": "dtypes do not fit together",
    "timeout": "the time was up",
    "out_of_memory": "the memory was used up",
    "exited": "the code ends the program",
    "crashed": "the process crashed",
    "forbidden": "an import that is not allowed",
    "too_large": "the result is too large",
    "too_much_output": "too much was printed",
    # The result.
    "wrong_type": "the result is not a tensor",
    "wrong_layout": "the result has another layout",
    "wrong_shape": "the result has the wrong shape",
    "list_result": "a list stands for a stacked tensor",
    "one_tuple": "a tuple of one stands for a tensor",
    "scalar_tensor": "a tensor of no axes stands for a number",
    "wrong_parameter": "a parameter is missing or has the wrong shape",
    "wrong_dtype": "the result has the wrong dtype",
    "wrong_device": "a tensor is on the wrong device",
    "wrong_value": "the values differ",
    "wrong_distribution": "the random results are not as they should be",
    "not_finite": "the result is not finite",
    # Where it went wrong.
    "transposed_axes": "axes are in another order",
    "missing_axis": "an axis is missing",
    "extra_axis": "there is an axis too many",
    "merged_axes": "two axes are merged into one",
    "swapped_batch_and_time": "batch and time are exchanged",
    "wrong_order": "the right numbers in the wrong order",
    "shifted": "shifted along an axis",
    "silent_broadcast": "a silent broadcast",
    "missing_value": "the values differ from here on",
    "unused_value": "the right value is not what is returned",
    "annotation": "a value is not what its annotation says",
    # The gradient.
    "no_gradient": "no gradient comes back",
    "wrong_gradient": "the gradient differs",
    # Behaviour.
    "modified_argument": "an argument is modified",
    "not_repeatable": "a second call gives something else",
    "global_seed": "the global random generator is reseeded",
    "left_behind": "something is left behind on an argument",
    "not_detached": "a result still has its history",
    "reads_the_future": "a step depends on later steps",
    "mixes_the_batch": "batch rows depend on each other",
    "operation_count": "the number of matrix products",
    "uses_autograd": "autograd where the task forbids it",
    # The grader.
    "internal_error": "the grader failed, not the code",
}
"""Every kind of finding, with the few words of a headline. This is the documented list."""


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

    def as_json(self) -> dict[str, Any]:
        """As in the JSON report."""
        names = ("stage", "kind", "line", "expression", "shapes", "message")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Stage:
    """The answer to one question. `message` says why it failed, warns or was skipped."""

    id: str
    outcome: StageOutcome
    message: str = ""
    points: float = 0.0
    max_points: float = 0.0
    weight: int = 0

    def as_json(self) -> dict[str, Any]:
        """As in the JSON report."""
        names = ("id", "outcome", "message", "points", "max_points")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class RecognisedMistake:
    """A known mistake that the submission equals on every probe, and the stage at which it fails first."""

    id: str
    message: str
    stage: str


@dataclass(frozen=True, slots=True)
class GradientFlow:
    """`‖∂L_T/∂X_t‖` for each step t, and what it means: stable, vanishing, exploding or detached."""

    norms: tuple[float, ...]
    verdict: str


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

    def as_json(self) -> dict[str, Any]:
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
            "gradient_flow": {"norms": [finite(x) for x in flow.norms], "verdict": flow.verdict} if flow else None,
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


def finite(number: float) -> float | None:
    """Numbers that JSON lacks become null."""
    return number if math.isfinite(number) else None


@dataclass(frozen=True, slots=True)
class ListedOperation:
    """A sub-expression and one form in which it ran, in names. `text` is it for people, the rest being shown nearby."""

    text: str
    expression: str
    shapes: str
    times: int = 1
    note: str = ""
    broadcast: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The shapes inside a reference, for sizes and shapes of one's own choice.

    - `equation`: the first line of its documentation. `sizes`: those that were set, in words.
    - `arguments`, `results`: name, shape, and what it is or should be.
    - `remarks`: what there is to learn from it.
    """

    exercise: str
    equation: str
    sizes: str
    arguments: tuple[tuple[str, str, str], ...]
    operations: tuple[ListedOperation, ...]
    results: tuple[tuple[str, str, str], ...]
    remarks: tuple[str, ...]
    failed: bool = False


@dataclass(frozen=True, slots=True)
class ListedLine:
    """A line of source, the names that it binds with their shapes, and what its sub-expressions did."""

    number: int
    text: str
    names: tuple[tuple[str, str], ...] = ()
    operations: tuple[ListedOperation, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A file with its shapes. `failure` says how a call ended without a result, `notes` what could not be seen."""

    file: str
    sizes: Mapping[str, int]
    lines: tuple[ListedLine, ...]
    exercise: str | None = None
    failure: str = ""
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For `trace --format json`."""
        return {"schema": SCHEMA, **asdict(self)}
