"""`grade` and `gradebook`: a class of all sorts, graded once, whatever happens to the run."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

SORTS = {
    "ada": "right/rnn_cell/mm.py",
    "bob": "wrong/rnn_cell/column_w_hh.py",
    "eve": "hostile/exits_with_success.py",
    "fay": "hostile/stops_its_alarm.py",
    "gus": "faulty/syntax_error.py",
    "hal": "faulty/starter.py",
    "ida": "hostile/signals_everybody.py",
    "joe": "right/rnn_cell/operators.py",
}


@pytest.fixture
def course(tmp_path: Path, submission_folder: Path) -> Path:
    """A student of each sort, and one who has handed in nothing."""
    for student, submission in SORTS.items():
        (tmp_path / "class" / student).mkdir(parents=True)
        shutil.copy(submission_folder / submission, tmp_path / "class" / student / "rnn_cell.py")
    (tmp_path / "class" / "nobody").mkdir()
    return tmp_path / "class"


def rows(course: Path) -> dict[str, dict[str, str]]:
    with (course.with_name("class.graded") / "gradebook.csv").open() as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def test_a_class_is_graded_with_a_row_for_everybody_and_feedback_that_shows_no_inputs(trysquare, course: Path) -> None:
    ran = trysquare("grade", course, "--jobs", "2", "--timeout", "3", "--format", "json")
    assert ran.code == 0
    told = {row["student"]: (row["outcome"], row["points"], row["max_points"]) for row in json.loads(ran.stdout)}
    assert told == {
        "ada": ("passed", 10, 10),
        "bob": ("failed", 4, 10),
        "eve": ("failed", 0, 10),
        "fay": ("failed", 0, 10),
        "gus": ("failed", 0, 10),
        "hal": ("not_attempted", 0, 10),
        "ida": ("failed", 4, 10),
        "joe": ("passed", 10, 10),
        "nobody": ("not_attempted", 0, 10),
    }
    assert rows(course)["fay"]["cause"].startswith("runs: ")
    feedback = course.with_name("class.graded") / "feedback"
    assert (feedback / "bob/rnn_cell.md").read_text().startswith("## ✗ `rnn_cell`")
    assert "small example" not in (feedback / "bob/rnn_cell.md").read_text()
    assert json.loads((feedback / "ada/rnn_cell.json").read_text())["environment"]["isolation"] == "bubblewrap"

    again = trysquare("grade", course, "--jobs", "2", "--timeout", "3")
    assert "9 students, 9 rows" in again.stdout

    canvas = trysquare("gradebook", course, "--format", "canvas").lines
    assert canvas[:2] == ["Student,ID,SIS User ID,SIS Login ID,Section,rnn_cell", "    Points Possible,,,,,10"]
    assert "rnn_cell: 2 of 9 passed" in trysquare("gradebook", course, "--format", "items").stdout


def test_what_a_call_prints_is_not_in_the_feedback_since_it_could_be_its_inputs(trysquare, tmp_path: Path) -> None:
    (tmp_path / "class/ada").mkdir(parents=True)
    source = "print('on load')\n\ndef rnn_cell(X, H, W_xh, W_hh, b_h):\n    print('INPUTS', X)\n    return H\n"
    (tmp_path / "class/ada/rnn_cell.py").write_text(source)
    trysquare("grade", tmp_path / "class", "--jobs", "1")
    report = json.loads((tmp_path / "class.graded/feedback/ada/rnn_cell.json").read_text())
    assert report["stdout"] == "on load\n"


def test_a_class_in_which_nothing_solves_an_exercise_is_told_how_to_say_which_it_is(trysquare, tmp_path: Path) -> None:
    (tmp_path / "class/ada").mkdir(parents=True)
    (tmp_path / "class/ada/homework.py").write_text("def something():\n    return 1\n")
    assert "--exercise ID" in trysquare("grade", tmp_path / "class", "--jobs", "1").stderr
    ran = trysquare("grade", tmp_path / "class", "--jobs", "1", "--exercise", "rnn_cell", "--format", "json")
    (row,) = json.loads(ran.stdout)
    assert row["cause"] == "no file for this exercise was handed in (homework.py solves no exercise)"


def test_a_cluster_finds_what_this_machine_finds(trysquare, course: Path) -> None:
    trysquare("grade", course, "--jobs", "1", "--timeout", "3")
    here = rows(course)
    ran = trysquare("grade", course, "--cluster", "local:2", "--timeout", "3", "--regrade")
    assert (ran.code, ran.stderr.strip()) == (0, "")
    assert {student: row["points"] for student, row in rows(course).items()} == {
        student: row["points"] for student, row in here.items()
    }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "does not exist: name the folder"),
        ([".", "--exercise", "no_such"], "There is no exercise `no_such`"),
        ([".", "--device", "cuda"], "--device cpu"),
        ([".", "--cluster", "local:2", "--jobs", "2"], "leave --jobs out"),
    ],
)
def test_wrong_usage_is_one_sentence_with_the_remedy(trysquare, arguments: list[str], words: str) -> None:
    ran = trysquare("grade", *arguments)
    assert ran.code == 2
    assert words in ran.stderr
    assert ran.stdout == ""


def test_a_gradebook_of_what_was_never_graded_says_how_to_grade_it(trysquare, tmp_path: Path) -> None:
    ran = trysquare("gradebook", tmp_path)
    assert ran.code == 2
    assert f"trysquare grade {tmp_path}" in ran.stderr
