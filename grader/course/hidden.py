"""Stages that are shown later: a report without what they say."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from grader.report import Outcome, Report, Stage


def without_stages(report: Report, hidden: Collection[str], why: str) -> Report:
    """A report in which these stages look skipped, and so do those that were skipped since one of them failed.

    The score is that of the others. `why` stands in the place of what the stages say.
    """
    judged = {stage.id for stage in report.stages if stage.outcome != "skipped"}
    failed = any(stage.id in hidden and stage.outcome == "failed" for stage in report.stages)
    covered = {stage.id for stage in report.stages if stage.id in hidden or (failed and stage.id not in judged)}
    stages = tuple(_covered(stage, why) if stage.id in covered else stage for stage in report.stages)
    tells = report.mistake is not None and report.mistake.stage not in covered
    return replace(
        report,
        stages=stages,
        findings=tuple(finding for finding in report.findings if finding.stage not in covered),
        mistake=report.mistake if tells else None,
        gradient_flow=None if "gradient" in covered else report.gradient_flow,
        outcome=_outcome(report, stages),
        score=round(sum(stage.points for stage in stages), 10),
    )


def _covered(stage: Stage, why: str) -> Stage:
    return Stage(stage.id, "skipped", why, 0.0, stage.max_points, stage.weight)


def _outcome(report: Report, stages: Collection[Stage]) -> Outcome:
    """Passed so far, where nothing that is shown fails."""
    if report.outcome != "failed" or any(stage.outcome == "failed" for stage in stages):
        return report.outcome
    return "passed"
