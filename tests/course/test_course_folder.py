"""A course folder loses nothing, tears nothing, and notices what was changed."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course.folder import FolderIntake
from grader.course.intake import NotTaken
from grader.course.results import Results

SUBMITTERS = Path(__file__).with_name("submitters.py")


@pytest.fixture
def course(tmp_path: Path) -> FolderIntake:
    intake = FolderIntake(tmp_path)
    intake.make()
    return intake


def test_what_is_handed_in_is_received_as_it_was(course: FolderIntake) -> None:
    taken = course.take("ada", {"rnn_cell.py": b"one\n", "helper.py": b"two\n"})
    assert taken.is_new
    (received,), damaged = course.received()
    assert damaged == []
    assert received == taken.submission
    assert (received.student, dict(received.files)) == ("ada", {"rnn_cell.py": b"one\n", "helper.py": b"two\n"})
    assert received.owner == received.user


def test_the_same_content_twice_is_one_submission_with_one_receipt(course: FolderIntake) -> None:
    first, second = course.take("ada", {"a.py": b"same"}), course.take("ada", {"a.py": b"same"})
    assert [first.is_new, second.is_new] == [True, False]
    assert first.submission.receipt == second.submission.receipt
    assert len(course.received()[0]) == 1


def test_the_same_content_of_two_students_is_two_submissions(course: FolderIntake) -> None:
    course.take("ada", {"a.py": b"same"})
    course.take("bob", {"a.py": b"same"})
    assert [each.student for each in course.received()[0]] == ["ada", "bob"]
    assert [each.student for each in course.received("bob")[0]] == ["bob"]


def test_receipts_tell_time_and_content_apart(course: FolderIntake) -> None:
    receipts = {course.take(student, {"a.py": data}).submission.receipt for student in "xy" for data in (b"1", b"2")}
    assert len(receipts) == 4


@pytest.mark.parametrize("student", ["", "../ada", "a/b", ".ada", "a" * 65, "a\n", "ada lovelace"])
def test_a_student_whose_id_would_be_no_name_of_a_file_is_refused(course: FolderIntake, student: str) -> None:
    with pytest.raises(NotTaken, match="cannot be a student's id"):
        course.take(student, {"a.py": b""})


def test_two_hundred_submit_at_once_and_nothing_is_lost_or_torn(course: FolderIntake) -> None:
    run = [sys.executable, str(SUBMITTERS), str(course.folder), "200"]
    said = subprocess.run(run, check=True, capture_output=True, text=True, timeout=300).stdout.split()
    received, damaged = course.received()
    assert damaged == []
    # 100 students, each of whom hands the same in twice at the same moment.
    assert len(received) == 100
    assert sorted(said) == sorted([each.receipt for each in received] * 2)
    assert {each.name for each in (course.folder / "submissions").iterdir()} == {
        f"{each.student}.{each.digest}" for each in received
    }


def test_who_is_killed_in_the_middle_leaves_no_half_submission(course: FolderIntake) -> None:
    for delay in (0.0, 0.002, 0.005, 0.01, 0.02, 0.05) * 3:
        run = [sys.executable, str(SUBMITTERS), str(course.folder), "endless"]
        running = subprocess.Popen(run, stdout=subprocess.PIPE)
        assert running.stdout is not None
        running.stdout.readline()  # it has begun
        time.sleep(delay)
        running.send_signal(signal.SIGKILL)
        running.communicate()
        received, damaged = course.received()
        assert damaged == []
        assert all(len(each.files) == 20 for each in received)


Change = Callable[[Path], object]


def overwrite(entry: Path) -> None:
    (entry / "files/a.py").chmod(0o600)
    (entry / "files/a.py").write_bytes(b"better")


def remove(entry: Path) -> None:
    (entry / "files/a.py").unlink()


def link(entry: Path) -> None:
    (entry / "files/a.py").unlink()
    (entry / "files/a.py").symlink_to("/etc/passwd")


def backdate(entry: Path) -> None:
    manifest = json.loads((entry / "manifest.json").read_text())
    (entry / "manifest.json").unlink()
    (entry / "manifest.json").write_text(json.dumps({**manifest, "student": "bob"}))


def garble(entry: Path) -> None:
    (entry / "manifest.json").unlink()
    (entry / "manifest.json").write_text("{")


def climb(entry: Path) -> None:
    manifest = json.loads((entry / "manifest.json").read_text())
    (entry / "manifest.json").unlink()
    (entry / "manifest.json").write_text(json.dumps({**manifest, "files": {"../manifest.json": "0"}}))


@pytest.mark.parametrize("change", [overwrite, remove, link, backdate, garble, climb])
def test_what_is_not_as_it_was_received_is_told_and_costs_nobody_else(course: FolderIntake, change: Change) -> None:
    changed = course.take("ada", {"a.py": b"good"}).submission
    course.take("bob", {"a.py": b"good"})
    entry = course.folder / "submissions" / f"ada.{changed.digest}"
    entry.chmod(0o700)
    (entry / "files").chmod(0o700)
    change(entry)
    received, (told,) = course.received()
    assert [each.student for each in received] == ["bob"]
    assert told.startswith(f"submissions/ada.{changed.digest} is not graded: ")


def test_an_entry_that_is_a_link_is_not_followed(course: FolderIntake) -> None:
    submission = course.take("ada", {"a.py": b"good"}).submission
    here = course.folder / "submissions" / f"ada.{submission.digest}"
    here.rename(course.folder / "elsewhere")
    here.symlink_to(course.folder / "elsewhere")
    received, (told,) = course.received()
    assert received == []
    assert "is not graded" in told


RESULTS = Results(())


def test_results_are_found_by_the_receipt_in_a_folder_that_cannot_be_listed(course: FolderIntake) -> None:
    ada, bob = (course.take(student, {"a.py": b"x"}).submission for student in ("ada", "bob"))
    course.publish(ada, RESULTS)
    assert (course.results(ada), course.results(bob)) == (RESULTS, None)
    assert [each.name for each in (course.folder / "feedback").iterdir()] == [f"{ada.receipt}.json"]
    assert stat.S_IMODE((course.folder / "feedback").stat().st_mode) == 0o711


@pytest.mark.parametrize(("may_give_away", "mode"), [(True, 0o640), (False, 0o644)])
def test_who_cannot_give_files_away_lets_the_student_read_them(
    course: FolderIntake, monkeypatch: pytest.MonkeyPatch, may_give_away: bool, mode: int
) -> None:
    def chown(path: Path, owner: int, group: int) -> None:
        if not may_give_away:
            raise PermissionError

    monkeypatch.setattr(os, "chown", chown)
    submission = course.take("ada", {"a.py": b"x"}).submission
    course.publish(submission, RESULTS)
    assert stat.S_IMODE((course.folder / "feedback" / f"{submission.receipt}.json").stat().st_mode) == mode


def test_another_time_makes_another_receipt(course: FolderIntake) -> None:
    submission = course.take("ada", {"a.py": b"good"}).submission
    entry = course.folder / "submissions" / f"ada.{submission.digest}"
    manifest = json.loads((entry / "manifest.json").read_text())
    (entry / "manifest.json").unlink()
    (entry / "manifest.json").write_text(json.dumps({**manifest, "received": "2020-01-01T00:00:00+00:00"}))
    ((changed,), _) = course.received()
    assert changed.receipt != submission.receipt
