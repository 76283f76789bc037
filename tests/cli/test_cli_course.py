"""`course init`, `submit`, `status`, `grade --course`: a course from its first day to its gradebook."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TRYSQUARE = str(Path(sys.executable).with_name("trysquare"))
RECEIPT = re.compile(r"Receipt: ([0-9a-f]{64})\n")


@pytest.fixture
def course(trysquare) -> Path:
    trysquare("course", "init", "deep", "--exercise", "rnn_cell", "--exercise", "one_hot", "--title", "Deep learning")
    return trysquare.folder / "deep"


def submit(trysquare, submission: str, student: str, name: str = "rnn_cell.py"):
    trysquare.copy(submission, name)
    return trysquare("submit", name, "--course", "deep", "--student", student)


def test_a_course_from_its_first_day_to_its_gradebook(trysquare, course: Path) -> None:
    first = submit(trysquare, "wrong/rnn_cell/column_w_hh.py", "ada")
    assert (first.code, first.stderr) == (0, "")
    assert first.lines[0].startswith("Received from ada at 20")
    assert first.lines[0].endswith(": rnn_cell.py.")
    submit(trysquare, "right/rnn_cell/mm.py", "ada")
    submit(trysquare, "wrong/rnn_cell/column_w_hh.py", "bob")
    waiting = trysquare("status", "--course", "deep", "--student", "bob")
    assert (waiting.code, "not graded yet" in waiting.stdout) == (0, True)

    graded = trysquare("grade", "--course", "deep", "--jobs", "1")
    assert (graded.code, graded.stderr.strip()) == (0, "")
    assert "rnn_cell                 1 passed, 1 to fix" in graded.stdout
    with (course.with_name("deep.graded") / "gradebook.csv").open() as file:
        points = {(row["student"], row["exercise"]): row["points"] for row in csv.DictReader(file)}
    assert points == {
        ("ada", "rnn_cell"): "10",
        ("ada", "one_hot"): "0",
        ("bob", "rnn_cell"): "4",
        ("bob", "one_hot"): "0",
    }

    told = trysquare("status", "--course", "deep", "--student", "ada").stdout
    assert "rnn_cell: 4 of 10 points\n" in told
    assert "rnn_cell: 10 of 10 points, counts\n" in told
    assert "✓ rnn_cell — passed" in told
    assert "bob" not in told
    canvas = trysquare("gradebook", "--course", "deep", "--format", "canvas").lines
    assert canvas[0].endswith("Section,rnn_cell,one_hot")

    assert trysquare("gradebook", "deep").stdout == trysquare("gradebook", "--course", "deep").stdout
    assert "2 students, 4 rows" in trysquare("grade", "deep").stdout

    # The terms change, and so does the gradebook: nothing has to be graded again.
    terms = course / "course.toml"
    terms.write_text(terms.read_text().replace('counts = "best"', 'counts = "last"') + "points = 20\n")
    book = trysquare("gradebook", "--course", "deep").stdout
    assert "ada,one_hot,not_attempted,0,20" in book


def test_a_receipt_verifies_and_another_does_not(trysquare, course: Path) -> None:
    (receipt,) = RECEIPT.findall(submit(trysquare, "right/rnn_cell/mm.py", "ada").stdout)
    good = trysquare("status", "--course", "deep", "--student", "ada", "--receipt", receipt)
    assert (good.code, good.stdout.startswith("✓ This is the receipt of rnn_cell.py, received at")) == (0, True)
    bad = trysquare("status", "--course", "deep", "--student", "ada", "--receipt", receipt[::-1])
    assert (bad.code, bad.stdout) == (1, "✗ Nothing that was received from this student has this receipt.\n")


def test_the_same_twice_is_one_submission(trysquare, course: Path) -> None:
    first, second = (submit(trysquare, "right/rnn_cell/mm.py", "ada") for _ in range(2))
    assert RECEIPT.findall(first.stdout) == RECEIPT.findall(second.stdout)
    assert second.stdout.startswith("The very same was received from ada at ")


@pytest.mark.parametrize("faulty", ["faulty/syntax_error.py", "faulty/imports_missing.py"])
def test_a_file_that_does_not_load_is_received_with_a_warning(trysquare, course: Path, faulty: str) -> None:
    ran = submit(trysquare, faulty, "ada")
    assert ran.code == 0
    assert RECEIPT.search(ran.stdout)
    assert ran.stderr == "Warning: rnn_cell.py does not load. See why: trysquare check rnn_cell.py\n"


def test_many_who_hand_in_at_once_all_get_a_receipt_and_few_load_torch_at_a_time(
    trysquare, course: Path, tmp_path: Path
) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}  # turns of their own: other tests hand in meanwhile
    trysquare.copy("right/rnn_cell/mm.py", "rnn_cell.py")
    command = [TRYSQUARE, "submit", "rnn_cell.py", "--course", "deep", "--student"]
    running = [
        subprocess.Popen(
            [*command, f"student{n}"],
            cwd=trysquare.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for n in range(24)
    ]
    said = [[text.decode() for text in each.communicate(timeout=300)] for each in running]
    assert [each.returncode for each in running] == [0] * 24
    receipts = [receipt for out, _ in said for receipt in RECEIPT.findall(out)]
    assert len(set(receipts)) == 24
    assert {warning.partition(":")[0] for _, warning in said} <= {"", "This machine is busy"}
    assert len(list((course / "submissions").iterdir())) == 24


def test_what_a_file_imports_is_handed_in_with_it_and_what_it_only_mentions_is_not(trysquare, course: Path) -> None:
    (trysquare.folder / "own.py").write_text("import torch\n")
    (trysquare.folder / "one_hot.py").write_text("")
    (trysquare.folder / "rnn_cell.py").write_text("import own  # and not one_hot\n\ndef rnn_cell(X): ...\n")
    ran = trysquare("submit", "rnn_cell.py", "--course", "deep", "--student", "ada")
    assert ran.lines[0].endswith(": own.py, rnn_cell.py.")


def test_without_an_attempt_left_nothing_is_taken_and_it_is_told_when_there_will_be_one(trysquare) -> None:
    trysquare("course", "init", "deep", "--exercise", "rnn_cell", "--attempts", "1", "--refill-hours", "5")
    submit(trysquare, "wrong/rnn_cell/column_w_hh.py", "ada")
    ran = submit(trysquare, "right/rnn_cell/mm.py", "ada")
    assert (ran.code, ran.stdout) == (1, "")
    words = "No attempt is left for rnn_cell (there is 1, and one more every 5 hours): the next is there at "
    assert ran.stderr.startswith(words)
    assert submit(trysquare, "right/rnn_cell/mm.py", "bob").code == 0


def test_a_file_that_solves_nothing_of_the_course_is_received_with_a_warning(trysquare, course: Path) -> None:
    ran = submit(trysquare, "right/rnn_cell/mm.py", "ada", "homework.py")
    assert ran.stderr == ""
    (trysquare.folder / "other.py").write_text("x = 1\n")
    ran = trysquare("submit", "other.py", "--course", "deep", "--student", "ada")
    assert ran.code == 0
    assert ran.stderr == "No file is named like an exercise of this course or defines one: rnn_cell, one_hot.\n"


def test_submissions_to_a_course_are_compared(trysquare, course: Path) -> None:
    submit(trysquare, "right/rnn_forward/callable_class.py", "ada", "rnn_forward.py")
    submit(trysquare, "right/rnn_forward/callable_class.py", "bob", "rnn_forward.py")
    ran = trysquare("similar", "--course", "deep", "--least", "0.5")
    assert ran.code == 0
    assert "ada" in ran.stdout
    assert "bob" in ran.stdout


def test_what_was_changed_in_the_folder_is_told_and_not_graded(trysquare, course: Path) -> None:
    submit(trysquare, "right/rnn_cell/mm.py", "ada")
    submit(trysquare, "right/rnn_cell/mm.py", "bob")
    (entry,) = (course / "submissions").glob("ada.*")
    (entry / "files/rnn_cell.py").chmod(0o600)
    (entry / "files/rnn_cell.py").write_text("better")
    ran = trysquare("grade", "--course", "deep", "--jobs", "1")
    assert ran.stderr.startswith(f"submissions/{entry.name} is not graded: its files are not those that were received.")
    assert ran.code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["submit", "no_such.py", "--course", "deep", "--student", "ada"], "no_such.py does not exist"),
        (["submit", "rnn_cell.py", "--course", "nowhere", "--student", "ada"], "nowhere is no course: make one with"),
        (["submit", "rnn_cell.py", "--course", "deep", "--student", "../ada"], "cannot be a student's id"),
        (["course", "init", "deep"], "course.toml is already there"),
        (["course", "init", "rnn_cell.py"], "rnn_cell.py cannot be written: File exists."),
        (["course", "init", "new", "--due", "2026-12-01"], "is no time with an offset from UTC"),
        (["course", "init", "new", "--exercise", "no_such"], "There is no exercise `no_such`"),
        (["grade"], "Name the submissions: "),
        (["grade", "x", "--course", "deep"], "Name the submissions: "),
        (["gradebook"], "Name what was graded"),
        (["gradebook", "--course", "deep"], "Grade the class first: trysquare grade --course deep"),
        (["grade", "--course", "deep"], "Nothing has been submitted to deep yet"),
        (["grade", "deep"], "Nothing has been submitted to deep yet"),
    ],
)
def test_wrong_usage_is_one_sentence_with_the_remedy(trysquare, course: Path, arguments: list[str], words: str) -> None:
    trysquare.copy("right/rnn_cell/mm.py", "rnn_cell.py")
    ran = trysquare(*arguments)
    assert (ran.code, ran.stdout) == (2, "")
    assert words in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_an_exercise_that_is_named_twice_is_offered_once_and_a_folder_with_a_space_can_be_copied(trysquare) -> None:
    ran = trysquare("course", "init", "a course", "--exercise", "rnn_cell", "--exercise", "rnn_cell")
    assert ran.lines == [
        "Made a course/course.toml with 1 exercise: edit dates, attempts and points there.",
        "Students: trysquare submit FILE --course 'a course' --student ID",
        "You: trysquare grade --course 'a course'",
    ]


def test_a_student_who_is_not_on_the_list_is_refused(trysquare, course: Path) -> None:
    terms = course / "course.toml"
    terms.write_text(terms.read_text().replace("# students", "students"))
    assert "There is no student `eve` in this course" in submit(trysquare, "right/rnn_cell/mm.py", "eve").stderr
