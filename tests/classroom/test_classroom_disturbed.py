"""Runs that are killed, run beside another, or find no room: the gradebook is right, and the store never damaged."""

from __future__ import annotations

import csv
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.sandbox.bubblewrap import bwrap

TRYSQUARE = str(Path(sys.executable).with_name("trysquare"))
SORTS = (
    "right/rnn_cell/mm.py",
    "wrong/rnn_cell/column_w_hh.py",
    "faulty/syntax_error.py",
    "right/rnn_cell/operators.py",
)
SAME = ("student", "exercise", "outcome", "points", "max_points", "mistake", "file")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="namespaces are Linux'")


@pytest.fixture
def course(tmp_path: Path, submission_folder: Path) -> Path:
    """Thirty students, no two files the same."""
    for number in range(30):
        folder = tmp_path / "class" / f"student {number:02}"
        folder.mkdir(parents=True)
        source = (submission_folder / SORTS[number % len(SORTS)]).read_text()
        (folder / "rnn_cell.py").write_text(f"{source}\n# {number}\n")
    return tmp_path / "class"


def command(course: Path, *arguments: str) -> list[str]:
    return [TRYSQUARE, "grade", str(course), "--jobs", "1", *arguments]


def rows(course: Path) -> list[list[str]]:
    with (course.with_name("class.graded") / "gradebook.csv").open() as file:
        return [[row[name] for name in SAME] for row in csv.DictReader(file)]


def undisturbed(course: Path) -> list[list[str]]:
    """The rows of a run from the beginning."""
    shutil.rmtree(course.with_name("class.graded"))
    subprocess.run(command(course), check=True, capture_output=True)
    found = rows(course)
    assert len(found) == 30
    return found


def finished(store: Path) -> int:
    if not store.is_file():
        return 0
    connection = sqlite3.connect(store)
    try:
        return connection.execute("SELECT count(*) FROM results").fetchone()[0]
    except sqlite3.OperationalError:
        return 0  # not made yet
    finally:
        connection.close()


def test_a_run_that_is_killed_twenty_times_ends_with_the_gradebook_of_one_that_was_not(course: Path) -> None:
    store = course.with_name("class.graded") / "store.sqlite"
    draw = random.Random(20)
    found_after_kills: list[int] = []
    for kill in range(20):
        before = finished(store)
        running = subprocess.Popen(command(course), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # Every second one is killed while it starts or reads, the others after one more result.
        end = time.monotonic() + draw.uniform(0.1, 3.0)
        while time.monotonic() < end or (kill % 2 and before < 29 and finished(store) == before):
            if running.poll() is not None:
                break
            time.sleep(0.005)
        running.kill()
        running.wait()
        found_after_kills.append(finished(store))
    assert found_after_kills == sorted(found_after_kills)  # nothing finished is lost
    assert len(set(found_after_kills)) > 5
    subprocess.run(command(course), check=True, capture_output=True)
    assert rows(course) == undisturbed(course)


def test_two_runs_at_once_on_one_store_give_the_gradebook_of_one(course: Path) -> None:
    both = [subprocess.Popen(command(course), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
    assert [(run.communicate()[1].strip(), run.returncode) for run in both] == [(b"", 0)] * 2
    assert rows(course) == undisturbed(course)


def test_a_full_disk_is_one_sentence_and_once_there_is_room_the_run_goes_on(course: Path) -> None:
    results = course.with_name("class.graded")
    for folder in (results, course.with_name("kept")):
        folder.mkdir()
    # A file system of 300 KiB; what is on it is copied away afterwards, since it goes with the namespace.
    script = '"$@"; code=$?; cp "$0"/store.sqlite* "$0/../kept/"; exit $code'
    run = command(course, "--isolation", "process")
    small = [bwrap(), "--dev-bind", "/", "/", "--size", str(300 << 10), "--tmpfs", str(results)]
    ran = subprocess.run(
        [*small, "bash", "-c", script, str(results), *run], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2
    assert (
        ran.stderr.strip().splitlines()[-1]
        == f"The store sqlite:///{results}/store.sqlite cannot be used: database or disk is full."
    )
    kept = course.with_name("kept") / "store.sqlite"
    before = finished(kept)
    assert 0 < before < 30
    assert sqlite3.connect(kept).execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    shutil.copytree(kept.parent, results, dirs_exist_ok=True)
    subprocess.run(run, check=True, capture_output=True)
    assert len(rows(course)) == 30


def test_a_folder_that_cannot_be_written_to_is_one_sentence(course: Path) -> None:
    results = course.with_name("class.graded")
    results.mkdir()
    locked = [bwrap(), "--dev-bind", "/", "/", "--ro-bind", str(results), str(results)]
    ran = subprocess.run(
        [*locked, *command(course, "--isolation", "process")], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith(
        f"The store sqlite:///{results}/store.sqlite cannot be used: unable to open database file"
    )
