"""A run: a row for every file, even where the grader itself fails, and files of their own for every student."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from grader.classroom import run
from grader.classroom.gather import Handed
from grader.classroom.gradebook import gradebook
from grader.classroom.graded import Enrolled, Graded
from grader.classroom.output import write_outputs
from grader.classroom.run import Settings, grade
from grader.classroom.store import Store
from grader.exercise import find
from grader.report import Environment, Report
from grader.sandbox.pool import WorkerDied

HERE = Environment("2", "3", "cpu", "bubblewrap")
PASSED = Graded(
    Report(exercise="rnn_cell", file="rnn_cell.py", sha256=None, outcome="passed", score=1.0, environment=HERE)
)


class Pretended:
    """A pool whose process dies over everything that mentions it."""

    asked: list[bytes]

    def __init__(self, *_: Any, **__: Any) -> None:
        Pretended.asked = []

    def map(self, jobs: Iterator[Any]) -> Iterator[Future[tuple[Graded, ...]]]:
        for job in jobs:
            Pretended.asked.append(job.source)
            future: Future[tuple[Graded, ...]] = Future()
            if b"die" in job.source:
                future.set_exception(WorkerDied("it died"))
            else:
                future.set_result((PASSED,))
            yield future

    def stop(self) -> None:
        pass


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(run, "Pool", Pretended)
    opened = Store(str(tmp_path / "store.sqlite"))
    yield opened
    opened.close()


def handed(**sources: bytes) -> list[Handed]:
    return [Handed(student, {"rnn_cell.py": source}) for student, source in sources.items()]


def test_where_the_grader_fails_there_is_a_row_that_blames_nobody_and_the_next_run_tries_again(store: Store) -> None:
    grade(handed(ada=b"right", bob=b"die", eve=b"another"), store, Settings())
    entries = gradebook(store.students(), store.rows(), [find("rnn_cell")])
    assert [(each.student.student, each.outcome, each.cause) for each in entries] == [
        ("ada", "passed", ""),
        ("bob", "error", "the grader failed: grade again"),
        ("eve", "passed", ""),
    ]
    grade(handed(ada=b"right", bob=b"die", eve=b"another"), store, Settings())
    assert Pretended.asked == [b"die"]


def test_nothing_is_graded_twice_and_the_same_content_once_for_all(store: Store) -> None:
    assert grade(handed(ada=b"same"), store, Settings()).graded == 1
    progress = grade(handed(ada=b"same", bob=b"same"), store, Settings())
    assert (progress.known, progress.graded) == (2, 0)
    assert [row.student for row in store.rows()] == ["ada", "bob"]
    assert grade(handed(ada=b"same"), store, Settings(regrade=True)).graded == 1


def test_what_is_handed_in_anew_is_graded_anew(store: Store) -> None:
    grade(handed(ada=b"first"), store, Settings())
    assert grade(handed(ada=b"second"), store, Settings()).graded == 1
    assert grade(handed(ada=b"second"), store, Settings(jobs=7)).graded == 0


def test_two_students_whose_names_would_be_one_folders_do_not_read_each_others_feedback(
    store: Store, tmp_path: Path
) -> None:
    students = ["a:b", "a_b", "\N{FIRE}" * 100]
    for student in students:
        store.write(student, "rnn_cell.py", "k", [PASSED])
    rows = list(store.rows())
    write_outputs(tmp_path, gradebook([Enrolled(student) for student in students], rows, [find("rnn_cell")]))
    assert len(list((tmp_path / "feedback").glob("*/rnn_cell.md"))) == 3
