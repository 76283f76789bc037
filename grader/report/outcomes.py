"""The words for what came of a report, of a stage, and of a gradient's flow."""

from __future__ import annotations

from typing import Literal

Outcome = Literal["passed", "failed", "not_attempted", "error"]
StageOutcome = Literal["passed", "failed", "skipped", "warned"]
Verdict = Literal["stable", "vanishing", "exploding", "detached", "not_finite"]
