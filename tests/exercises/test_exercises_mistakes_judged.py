"""Mistakes, judged as submissions: each fails first at the stage it declares, and is recognised as itself."""

from __future__ import annotations

import pytest

from grader.answers import Answers
from grader.exercise import bundled, find
from grader.judge import judge
from grader.judge.evidence import Evidence, Pair
from grader.worker.call import observe
from grader.worker.load import describe_function
from grader.worker.probe import Loaded


@pytest.mark.parametrize("exercise_id", [exercise.id for exercise in bundled()])
def test_every_mistake_fails_where_it_says_and_is_recognised(exercise_id: str) -> None:
    exercise = find(exercise_id)
    answers = Answers.of(exercise)
    told = {}
    for mistake in exercise.mistakes():
        pairs = tuple(Pair(p, observe(mistake.function, p), answers.expected(p)) for p in answers.plan.probes)
        symbol = describe_function(exercise.id, mistake.function)
        judgement = judge(Evidence(exercise, answers.plan.contract, symbol, pairs, ""), Loaded())
        assert judgement.scored is not None
        failed = [stage.id for stage in judgement.scored.stages if stage.outcome == "failed"]
        told[mistake.id] = (failed[0] if failed else "passed", judgement.mistake and judgement.mistake.id)
    assert told == {mistake.id: (mistake.stage, mistake.id) for mistake in exercise.mistakes()}


@pytest.mark.parametrize("exercise_id", [exercise.id for exercise in bundled()])
def test_the_reference_passes_its_own_exercise(exercise_id: str) -> None:
    exercise = find(exercise_id)
    answers = Answers.of(exercise, seed=20261122)
    pairs = tuple(Pair(p, observe(exercise.implementation(), p), answers.expected(p)) for p in answers.plan.probes)
    symbol = describe_function(exercise.id, exercise.implementation())
    judgement = judge(Evidence(exercise, answers.plan.contract, symbol, pairs, ""), Loaded())
    assert judgement.scored is not None
    assert judgement.scored.passed
    assert judgement.scored.score == 1.0
