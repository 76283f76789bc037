"""`course.toml`: what it may say, and what is said of what it may not."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.course.terms import BadCourse, Terms, read_course, template


def test_a_new_course_says_what_it_was_made_with(tmp_path: Path) -> None:
    terms = Terms(due=datetime(2026, 12, 1, tzinfo=UTC), points=5, attempts=3, refill_hours=0.5, hidden=("gradient",))
    (tmp_path / "course.toml").write_text(template('Deep "learning" \\ $x', {"rnn_cell": terms, "one_hot": Terms()}))
    course = read_course(tmp_path)
    assert course.exercises == {"rnn_cell": terms, "one_hot": Terms()}
    assert (course.title, course.counts, course.late.days) == ('Deep "learning" \\ $x', "best", 7)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title = ", "is no TOML"),
        ("[exercises]", "exercises: Dictionary should have at least 1 item"),
        ("[exercises.no_such]", "There is no exercise `no_such`. Known: "),
        (
            "[exercises.rnn_cell]\ndue = 2026-12-01T00:00:00",
            "exercises.rnn_cell.due: it should have a time zone, as in",
        ),
        ("[exercises.rnn_cell]\nattempts = 0", "exercises.rnn_cell.attempts: it should be greater than or equal to 1."),
        ("[exercises.rnn_cell]\nhiden = []", "exercises.rnn_cell.hiden: Extra inputs are not permitted."),
        ('[exercises.rnn_cell]\nhidden = ["grad"]', "hidden: there is no stage grad: the stages are loads, "),
        ('counts = "first"\n[exercises.rnn_cell]', "counts: it should be 'best' or 'last'."),
    ],
)
def test_what_the_terms_cannot_say_is_told_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "course.toml").write_text(text)
    with pytest.raises(BadCourse) as error:
        read_course(tmp_path)
    assert words in str(error.value)
    assert str(error.value).startswith(str(tmp_path / "course.toml"))


def test_a_folder_without_terms_is_no_course(tmp_path: Path) -> None:
    with pytest.raises(BadCourse, match=r"is no course: make one with `trysquare course init"):
        read_course(tmp_path)
