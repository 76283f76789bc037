"""Gradebooks: a row for everybody, in the forms that others import."""

from __future__ import annotations

import csv
import io
import json

from grader.classroom.forms import as_canvas, as_csv, as_gradescope, as_items, as_moodle
from grader.classroom.gradebook import gradebook
from grader.classroom.graded import Enrolled, Graded, Row
from grader.exercise import find
from grader.report import Environment, RecognisedMistake, Report, Stage

EXERCISES = [find("hidden_layer"), find("rnn_cell")]


def row(student: str, exercise: str, score: float, file: str = "", mistake: str = "", fails: str = "value") -> Row:
    outcome = "passed" if score == 1 else "failed"
    stages = (Stage("loads", "passed"), Stage(fails, outcome, "" if score == 1 else "It differs."))
    report = Report(
        exercise=exercise or None,
        file=file,
        sha256=None,
        outcome=outcome,
        score=score,
        stages=stages,
        mistake=RecognisedMistake(mistake, "") if mistake else None,
        environment=Environment("2", "3", "cpu", "bubblewrap"),
    )
    return Row(student, file or f"{exercise}.py", Graded(report))


STUDENTS = [
    Enrolled("=cmd|' /C calc'!A0", "1", system="canvas"),
    Enrolled("bob", "bob@example.org", system="gradescope"),
    Enrolled("eve", remarks=("A link.",)),
]
ENTRIES = gradebook(
    STUDENTS,
    [
        row(STUDENTS[0].student, "rnn_cell", 1.0),
        row("bob", "rnn_cell", 0.4, mistake="transposed_w_hh"),
        row("bob", "hidden_layer", 1.0),
    ],
    EXERCISES,
)


def parsed(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_every_student_has_a_row_for_every_exercise_with_all_points_that_could_be_had() -> None:
    assert len(ENTRIES) == 6
    assert {entry.max_points for entry in ENTRIES} == {10.0}
    eve = [entry for entry in ENTRIES if entry.student.student == "eve"]
    assert {(entry.outcome, entry.points) for entry in eve} == {("not_attempted", 0.0)}
    assert eve[0].cause == "no file for this exercise was handed in (A link)"


def test_the_cause_is_the_first_stage_that_fails() -> None:
    assert (
        next(e.cause for e in ENTRIES if e.student.student == "bob" and e.exercise == "rnn_cell")
        == "value: It differs."
    )


def test_a_file_that_does_not_load_is_the_cause_where_nothing_else_is_there() -> None:
    broken = row("bob", "", 0.0, file="homework.py", fails="loads")
    (entry,) = gradebook([Enrolled("bob")], [broken], EXERCISES[:1])
    assert (entry.outcome, entry.cause, entry.file) == ("failed", "loads: It differs.", "homework.py")


def test_a_file_that_solves_nothing_is_no_attempt() -> None:
    helper = row("bob", "", 0.0, file="_helper.py", fails="signature")
    (entry,) = gradebook([Enrolled("bob")], [helper], EXERCISES[:1])
    cause = "no file for this exercise was handed in (_helper.py solves no exercise)"
    assert (entry.outcome, entry.cause) == ("not_attempted", cause)


def test_the_file_named_like_the_exercise_counts_before_a_better_one() -> None:
    rows = [row("bob", "rnn_cell", 1.0, "old/other.py"), row("bob", "rnn_cell", 0.4, "rnn_cell.py")]
    (entry,) = gradebook([Enrolled("bob")], rows, EXERCISES[1:])
    assert (entry.file, entry.points) == ("rnn_cell.py", 4.0)


def test_no_cell_is_a_formula() -> None:
    for text in (as_csv(ENTRIES), as_canvas(ENTRIES), as_moodle(ENTRIES)):
        assert not [cell for line in parsed(text) for cell in line if cell.startswith(("=", "+", "-", "@"))]


def imported_by_canvas(text: str) -> tuple[dict[str, str], dict[tuple[str, ...], dict[str, str]]]:
    """The points possible, and what each student gets, as Canvas' own importer understands a file.

    Its rules: the first header has `Student` and the second `ID`, `Section` is the last of those about the student,
    what follows are assignments; a row whose first cell has `Points Possible` in it is that of the points;
    numbers may have a point or a comma; a row says whose it is by ID, SIS user id, login or name.
    Source: `lib/gradebook_importer.rb` of Canvas LMS.
    """
    header, *lines = parsed(text)
    assert (header[0], header[1], header[4]) == ("Student", "ID", "Section")
    assert all(len(line) == len(header) for line in lines)
    assignments = header[5:]
    assert len(set(header)) == len(header)
    points = [line for line in lines if "Points Possible" in line[0]]
    assert len(points) == 1
    rows = [line for line in lines if "Points Possible" not in line[0]]
    assert all(float(cell) >= 0 for line in lines for cell in line[5:])
    found = {tuple(line[:4]): dict(zip(assignments, line[5:], strict=True)) for line in rows}
    assert len(found) == len(rows)
    return dict(zip(assignments, points[0][5:], strict=True)), found


def test_canvas_takes_students_by_what_is_known_of_them_and_exercises_as_assignments() -> None:
    possible, found = imported_by_canvas(as_canvas(ENTRIES))
    assert possible == {"hidden_layer": "10", "rnn_cell": "10"}
    assert found == {
        ("'=cmd|' /C calc'!A0", "1", "", ""): {"hidden_layer": "0", "rnn_cell": "10"},
        ("bob", "", "", "bob@example.org"): {"hidden_layer": "10", "rnn_cell": "4"},
        ("eve", "", "", "eve"): {"hidden_layer": "0", "rnn_cell": "0"},
    }


def test_a_student_cannot_change_what_canvas_takes_as_the_points_possible() -> None:
    eve = Enrolled("Points Possible")
    possible, found = imported_by_canvas(as_canvas(gradebook([eve, Enrolled("bob")], [], EXERCISES)))
    assert possible == {"hidden_layer": "10", "rnn_cell": "10"}
    assert len(found) == 2


def test_moodle_gets_participants_and_sums() -> None:
    students = [Enrolled("bob", "22", system="moodle"), Enrolled("eve")]
    rows = [row("bob", "rnn_cell", 0.4), row("bob", "hidden_layer", 1.0)]
    header, bob, eve = parsed(as_moodle(gradebook(students, rows, EXERCISES)))
    assert header == ["Identifier", "Full name", "Grade", "Maximum grade", "Feedback comments"]
    assert bob[:4] == ["Participant 22", "bob", "14", "20"]
    assert eve[:4] == ["", "eve", "0", "20"]


def test_gradescope_gets_tests_whose_scores_are_within_their_maximum() -> None:
    results = json.loads(as_gradescope(ENTRIES))["bob"]
    assert results["score"] == 14.0
    assert [(test["name"], test["score"], test["max_score"], test["status"]) for test in results["tests"]] == [
        ("hidden_layer", 10.0, 10.0, "passed"),
        ("rnn_cell", 4.0, 10.0, "failed"),
    ]
    (alone,) = [json.loads(as_gradescope(ENTRIES[2:4]))]
    assert alone["score"] == 14.0


def test_the_item_analysis_tells_stages_and_the_commonest_mistakes() -> None:
    text = as_items(ENTRIES)
    assert "rnn_cell: 1 of 3 passed, 1 have not tried" in text
    assert "  value       50% of the 2 that came to it" in text
    assert "  1 × transposed_w_hh" in text
