"""What students get wrong: enough of it, and told in sentences. How mistakes are judged is tested next door."""

import pytest

from grader.exercise import STAGES, Exercise, Mistake, bundled

EACH = pytest.mark.parametrize("exercise", [pytest.param(exercise, id=exercise.id) for exercise in bundled()])
EACH_MISTAKE = pytest.mark.parametrize(
    "mistake", [pytest.param(m, id=f"{exercise.id}-{m.id}") for exercise in bundled() for m in exercise.mistakes()]
)


@EACH
def test_there_are_at_least_four_mistakes_and_none_has_the_name_of_another(exercise: Exercise) -> None:
    names = [mistake.id for mistake in exercise.mistakes()]
    assert len(names) >= 4
    assert len(set(names)) == len(names)


@EACH_MISTAKE
def test_a_mistake_is_told_in_one_to_three_plain_sentences(mistake: Mistake) -> None:
    sentence = mistake.sentence
    assert mistake.stage in STAGES
    assert sentence[0].isupper() or sentence[0] == "`" or sentence.startswith("tanh")
    assert sentence[-1] in ".?"
    assert 1 <= sum(sentence.count(end) for end in (". ", "? ")) + 1 <= 3
    assert " @ " not in sentence
