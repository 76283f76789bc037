"""A function looked at as the grader looks at a submission, and what a worker that lies may make of the closer look."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from grader.answers import Answers
from grader.api import check_function
from grader.exercise import find
from grader.judge import judge
from grader.judge.evidence import Evidence, Pair
from grader.report import Finding
from grader.verdict import look_closer
from grader.worker.call import observe
from grader.worker.load import describe_function
from grader.worker.probe import Loaded, Observation


@pytest.fixture
def evidence_of() -> Callable[..., Evidence]:
    """All that a function shows for an exercise. `change` falsifies what the closer look sees."""

    def evidence(
        function: Callable[..., object],
        exercise_id: str,
        change: Callable[[Observation], Observation] = lambda seen: seen,
    ) -> Evidence:
        exercise = find(exercise_id)
        answers = Answers.of(exercise)
        ask = partial(observe, function, files={function.__code__.co_filename})
        pairs = tuple(Pair(probe, ask(probe), answers.expected(probe)) for probe in answers.plan.probes)
        symbol = describe_function(exercise_id, function)
        seen = Evidence(exercise, answers.plan.contract, symbol, pairs, "answer.py")
        return look_closer(answers, lambda probe: change(ask(probe)), seen)

    return evidence


@pytest.fixture
def judged() -> Callable[[Evidence], tuple[Finding, ...]]:
    """The findings that evidence gives."""

    def findings(evidence: Evidence) -> tuple[Finding, ...]:
        judgement = judge(evidence, Loaded())
        assert judgement.scored is not None
        return judgement.scored.findings

    return findings


@pytest.fixture
def of_stage() -> Callable[[str, Callable[..., object], str], Finding]:
    """What a stage says first of a function that fails."""

    def told(stage: str, function: Callable[..., object], exercise: str) -> Finding:
        found = [finding for finding in check_function(function, exercise).findings if not finding.warns]
        return next(finding for finding in found if finding.stage == stage)

    return told
