"""Every submission of `tests/submissions`, through the real command: one command for each folder."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.exercise import bundled

EXERCISES = tuple(exercise.id for exercise in bundled())

Files = Callable[[str], list[Path]]


@pytest.fixture
def expected(submission_folder: Path) -> dict[str, Any]:
    """What each wrong submission must be told. Chapters but the first have a file for each exercise."""
    expected = tomllib.loads((submission_folder / "expected.toml").read_text(encoding="utf-8"))
    for path in (submission_folder / "expected").glob("*.toml"):
        expected["wrong"][path.stem] = tomllib.loads(path.read_text(encoding="utf-8"))
    return expected


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_right_style_passes_with_full_points(trysquare, submissions: Files, exercise: str) -> None:
    files = submissions(f"right/{exercise}")
    ran = trysquare("check", "--format", "json", "--exercise", exercise, *files)
    assert [report["file"] for report in ran.reports] == [str(path) for path in files]
    failed = {Path(r["file"]).stem: r["findings"] for r in ran.reports if (r["outcome"], r["score"]) != ("passed", 1.0)}
    assert failed == {}
    assert {report["exercise"] for report in ran.reports} == {exercise}
    assert ran.code == 0


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_wrong_one_fails_where_it_is_wrong_and_is_told_its_mistake(
    trysquare, submissions: Files, expected: dict[str, Any], exercise: str
) -> None:
    files = submissions(f"wrong/{exercise}")
    ran = trysquare("check", "--format", "json", "--exercise", exercise, *files)
    assert {Path(report["file"]).stem: _told(report) for report in ran.reports} == expected["wrong"][exercise]
    assert ran.code == 1


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_mistake_that_is_named_fails_at_the_stage_that_it_declares(expected: dict[str, Any], exercise: str) -> None:
    from grader.exercise import find

    declared = {mistake.id: mistake.stage for mistake in find(exercise).mistakes()}
    named = {words.split()[1]: words.split()[0] for words in expected["wrong"][exercise].values() if " " in words}
    assert {id: declared[id] for id in named} == named


def test_faulty_files_are_reported_one_after_the_other_as_if_nothing_had_happened(
    trysquare, submissions: Files, expected: dict[str, Any]
) -> None:
    files = submissions("faulty")
    ran = trysquare("check", "--format", "json", "--exercise", "rnn_cell", "--timeout", "5", *files)
    told = {Path(report["file"]).stem: _fault(report) for report in ran.reports}
    assert told.keys() == expected["faulty"].keys()
    assert {name: words for name, words in told.items() if words not in expected["faulty"][name].split(" | ")} == {}
    assert all(report["score"] == 0 for report in ran.reports if report["outcome"] == "not_attempted")
    assert max(len(report["stdout"]) for report in ran.reports) <= 1 << 16
    assert ran.code == 1


def test_a_time_out_in_one_exercise_leaves_the_other_of_the_same_file_alone(trysquare, submission_folder: Path) -> None:
    ran = trysquare("check", "--format", "json", "--timeout", "2", submission_folder / "several/one_bad_of_two.py")
    assert [(r["exercise"], r["outcome"]) for r in ran.reports] == [("rnn_cell", "passed"), ("rnn_forward", "failed")]
    assert ran.reports[1]["findings"][0]["kind"] == "timeout"


def test_a_file_that_solves_all_exercises_has_a_report_for_each_in_the_order_of_the_curriculum(
    trysquare, submission_folder: Path
) -> None:
    ran = trysquare("check", "--format", "json", submission_folder / "several/every_exercise.py")
    assert [(report["exercise"], report["outcome"]) for report in ran.reports] == [
        (exercise.id, "passed") for exercise in bundled()
    ]
    assert ran.code == 0


def test_a_submission_that_kills_its_watcher_fails_alone_and_leaves_nothing_behind(
    trysquare, submission_folder: Path, tmp_path: Path
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    hostile, right = submission_folder / "hostile/kills_its_watcher.py", submission_folder / "right/rnn_cell/mm.py"
    ran = trysquare("check", "--format", "json", "--timeout", "2", hostile, right, TMPDIR=str(temporary))
    assert [report["outcome"] for report in ran.reports] == ["failed", "passed"]
    assert ran.reports[0]["findings"][0]["kind"] == "crashed"
    assert list(temporary.iterdir()) == []


def test_a_student_may_have_a_file_named_like_ours_or_like_torch(trysquare, submission_folder: Path) -> None:
    ran = trysquare("check", "--format", "json", submission_folder / "named/imports_own_reference.py")
    assert [report["outcome"] for report in ran.reports] == ["passed"]


def _told(report: dict[str, Any]) -> str:
    failed = [stage["id"] for stage in report["stages"] if stage["outcome"] == "failed"]
    if not failed:
        return report["outcome"]
    return f"{failed[0]} {report['mistake']['id']}" if report["mistake"] else failed[0]


def _fault(report: dict[str, Any]) -> str:
    failed = [stage["id"] for stage in report["stages"] if stage["outcome"] == "failed"]
    if not failed:
        return report["outcome"]
    return f"{failed[0]} {next(found['kind'] for found in report['findings'] if found['stage'] == failed[0])}"
