"""Stage by stage: which were judged, what they earned, and what that makes of the whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from grader.report import Finding, Stage, StageOutcome

_SKIPS = {
    "loads": None,
    "signature": None,
    "runs": None,
    "shape": ("value", "gradient"),
    "value": ("gradient",),
}
"""What a failed stage skips. None: everything after it."""

FATAL = tuple(stage for stage, skipped in _SKIPS.items() if skipped is None)
"""Where one of these fails, nothing is earned."""

_REASONS = {
    "loads": "the file does not load",
    "signature": "the function cannot be called",
    "runs": "the call fails",
    "shape": "shapes differ",
    "value": "values differ",
}

Judge = Callable[[], list[Finding]]


@dataclass(frozen=True, slots=True)
class Scored:
    """The stages in order, all findings, and the share of the points that was earned."""

    stages: tuple[Stage, ...]
    findings: tuple[Finding, ...]
    score: float

    @property
    def passed(self) -> bool:
        return all(stage.outcome in ("passed", "warned") for stage in self.stages)


def score(
    weights: Mapping[str, int],
    judges: Mapping[str, Judge],
    excuses: Mapping[str, Callable[[], str]],
    remarks: Mapping[str, Callable[[], str]] = MappingProxyType({}),
) -> Scored:
    """Judge each stage in order, unless an earlier one or an excuse skips it. A stage that passes may have a remark."""
    total = sum(weights.values()) or 1
    stages: list[Stage] = []
    findings: list[Finding] = []
    skipped: dict[str, str] = {}
    for id, weight in weights.items():
        reason = skipped.get(id) or (excuses[id]() if id in excuses else "")
        found = [] if reason else judges[id]()
        outcome, message = _outcome(found)
        if outcome == "passed" and id in remarks:
            message = remarks[id]()
        if reason:
            outcome, message = "skipped", reason
        elif outcome == "failed":
            skipped |= _skipped_by(id, list(weights))
        findings += found
        points = weight / total
        earned = points if outcome in ("passed", "warned") else 0.0
        stages.append(Stage(id, outcome, message, earned, points, weight))
    if any(stage.outcome == "failed" and stage.id in FATAL for stage in stages):
        stages = [_without_points(stage) for stage in stages]
    return Scored(tuple(stages), tuple(findings), round(sum(stage.points for stage in stages), 10))


def nothing_judged(weights: Mapping[str, int], reason: str) -> tuple[Stage, ...]:
    """Every stage skipped, for one reason."""
    total = sum(weights.values()) or 1
    return tuple(Stage(id, "skipped", reason, 0.0, weight / total, weight) for id, weight in weights.items())


def _outcome(found: list[Finding]) -> tuple[StageOutcome, str]:
    failing = [finding for finding in found if not finding.warns]
    if failing:
        return "failed", failing[0].message.split("\n")[0]
    return ("warned", found[0].message.split("\n")[0]) if found else ("passed", "")


def _skipped_by(id: str, order: list[str]) -> dict[str, str]:
    if id not in _SKIPS:
        return {}
    later = order[order.index(id) + 1 :]
    affected = _SKIPS[id]
    return {stage: f"skipped: {_REASONS[id]}" for stage in later if affected is None or stage in affected}


def _without_points(stage: Stage) -> Stage:
    return Stage(stage.id, stage.outcome, stage.message, 0.0, stage.max_points, stage.weight)
