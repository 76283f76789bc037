"""Exercises verified: reference, starter, every mistake and every mutant are judged as they should be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.answers import Answers
from grader.exercise import Exercise, bundled, find
from grader.verify import judged, verify

EACH = pytest.mark.parametrize("exercise_id", [exercise.id for exercise in bundled()])
EACH_WITH_SIZES = pytest.mark.parametrize(
    "exercise_id", [exercise.id for exercise in bundled() if not hasattr(exercise.inputs(), "cases")]
)


@EACH
def test_the_exercise_is_verified_and_every_mutant_is_rejected_or_excused(exercise_id: str) -> None:
    found = verify(find(exercise_id))
    assert found.problems == ()
    assert found.rate == 1.0
    assert found.mutants > 0


@EACH
def test_the_reference_passes_its_own_exercise_with_another_seed(exercise_id: str) -> None:
    exercise = find(exercise_id)
    scored = judged(exercise, exercise.implementation(), Answers.of(exercise, seed=20261122)).scored
    assert scored is not None
    assert scored.passed
    assert scored.score == 1.0


@EACH_WITH_SIZES
def test_at_the_tiny_sizes_for_slow_programs_every_mistake_fails_all_the_same(exercise_id: str) -> None:
    exercise = find(exercise_id)
    tiny = Answers.of(exercise, seed=20261122, tiny=True)
    passed = {mistake.id: _passes(exercise, mistake.function, tiny) for mistake in exercise.mistakes()}
    assert passed == dict.fromkeys(passed, False)
    assert _passes(exercise, exercise.implementation(), tiny)


def _passes(exercise: Exercise, function: Callable[..., object], answers: Answers) -> bool:
    scored = judged(exercise, function, answers).scored
    return scored is not None and scored.passed
