"""The instructor's own tests: beside an exercise, worth points, and stages of the report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

DEMO = Path(__file__).parents[2] / "grader" / "demo" / "rnn_cell.py"
PACK = Path(__file__).parents[1] / "packs"
STAGES = ["loads", "signature", "runs", "shape", "dtype", "device", "value", "gradient", "purity"]
TESTS = [
    "test_with_a_state_of_zeros_only_the_input_counts",
    "test_every_unit_of_the_state_counts",
    "test_its_gradients_are_those_of_what_it_computes",
    "test_on_a_second_machine",
]


@pytest.mark.parametrize("how", [[], ["-n", "2"]], ids=["alone", "xdist"])
def test_tests_are_stages_of_the_report_with_their_points(run_pytest: Any, examples: Path, how: list[str]) -> None:
    run_pytest.copy(DEMO, "rnn_cell.py")
    run_pytest.copy(examples / "checks_of_a_cell.py", "test_cell.py")
    options = ["--exercise=rnn_cell", "--submission=rnn_cell.py", "--trysquare-report=out.json"]
    ran = run_pytest(*options, "test_cell.py", *how)
    assert ran.code == 1
    (report,) = ran.reports
    assert [stage["id"] for stage in report["stages"]] == [*STAGES, *TESTS]
    own = {stage["id"]: stage for stage in report["stages"]}
    assert [own[name]["outcome"] for name in TESTS] == ["passed", "failed", "passed", "skipped"]
    assert own["test_every_unit_of_the_state_counts"]["message"] == "a unit of the state does not count"
    assert own["test_on_a_second_machine"]["message"] == "there is no second machine here"
    assert [own[name]["points"] for name in TESTS] == [pytest.approx(2 / 15), 0, 0, 0]
    assert [own[name]["max_points"] for name in TESTS] == [pytest.approx(2 / 15), pytest.approx(3 / 15), 0, 0]
    assert own["shape"]["max_points"] == pytest.approx(2 / 15)
    assert report["score"] == pytest.approx(6 / 15)
    assert sum(stage["max_points"] for stage in report["stages"]) == pytest.approx(1)
    assert report["outcome"] == "failed"
    assert "\nrnn_cell: 6 of 15 points\n" in ran.text
    assert ran.outcomes["test_cell.py::test_the_course_has_a_name"] == "passed"


def test_tests_beside_an_exercise_are_run_without_being_named_and_can_fail_what_passes(
    run_pytest: Any, examples: Path, handed_in: Path
) -> None:
    for file in sorted((PACK / "geometry").rglob("*.py")):
        run_pytest.copy(file, str(file.relative_to(PACK)))
    run_pytest.copy(PACK / "geometry_submission.py", "answer.py")
    run_pytest.copy(examples / "checks_of_geometry.py", "geometry/points/centroid/test_centroid.py")
    run_pytest.copy(examples / "says_that_it_was_run.py", "test_of_a_student.py")
    options = ["--submission=answer.py", "--trysquare-report=out.json"]
    ran = run_pytest(*options, "--exercise=centroid", TRYSQUARE_EXERCISES="geometry")
    assert ran.code == 0
    (report,) = ran.reports
    assert report["outcome"] == "passed"
    assert report["stages"][-1]["id"] == "test_the_centroid_of_one_point_is_that_point"
    assert report["score"] == 1.0
    assert not (run_pytest.folder / "was_run").exists()
    both = run_pytest(*options, TRYSQUARE_EXERCISES="geometry")
    owners = {report["exercise"]: report["stages"][-1]["id"] for report in both.reports}
    assert owners["centroid"] == "test_the_centroid_of_one_point_is_that_point"
    assert owners["pairwise_distances"] != "test_the_centroid_of_one_point_is_that_point"


def test_a_test_that_fails_fails_a_submission_whose_stages_pass(
    run_pytest: Any, examples: Path, handed_in: Path
) -> None:
    run_pytest.copy(handed_in / "right" / "rnn_cell" / "addmm.py", "rnn_cell.py")
    run_pytest.copy(examples / "checks_that_fail.py", "test_it.py")
    run_pytest.copy(examples / "fails_in_its_setup.py", "test_setup.py")
    options = ["--exercise=rnn_cell", "--submission=rnn_cell.py", "--trysquare-report=out.json"]
    ran = run_pytest(*options, "test_it.py", "test_setup.py")
    (report,) = ran.reports
    assert [(stage["id"], stage["outcome"], stage["message"]) for stage in report["stages"][-2:]] == [
        ("test_it_answers", "passed", ""),
        ("test_with_what_is_not_there", "failed", "RuntimeError: no data"),
    ]
    assert report["outcome"] == "failed"
    assert report["score"] == pytest.approx(10 / 11)


@pytest.mark.parametrize("faulty", ["raises.py", "syntax_error.py"])
def test_a_call_that_fails_is_shown_in_the_test_and_not_in_what_carries_it(
    run_pytest: Any, examples: Path, handed_in: Path, faulty: str
) -> None:
    run_pytest.copy(handed_in / "faulty" / faulty, "rnn_cell.py")
    run_pytest.copy(examples / "checks_that_fail.py", "test_it.py")
    ran = run_pytest("--exercise=rnn_cell", "--submission=rnn_cell.py", "test_it.py")
    assert ran.outcomes["test_it.py::test_it_answers"] == "failed"
    assert ">       submission.rnn_cell(torch.ones(2, 3)" in ran.text
    assert "E       grader.testing.failure.SubmissionFailed: " in ran.text
    assert "def " not in ran.text.partition("\n>  ")[2].partition("\nE  ")[0]
    assert "grader/testing" not in ran.text


def test_a_run_that_was_stopped_writes_no_report(run_pytest: Any, examples: Path) -> None:
    run_pytest.copy(DEMO, "rnn_cell.py")
    run_pytest.copy(examples / "checks_of_a_cell.py", "test_cell.py")
    options = ["--exercise=rnn_cell", "--submission=rnn_cell.py", "--trysquare-report=out.json"]
    ran = run_pytest(*options, "test_cell.py", "-x")
    assert ran.code == 1
    assert "No report is written: the run has not come to its end, so tests would be missing." in ran.text
    assert not (run_pytest.folder / "out.json").exists()


def test_points_that_are_no_number_are_wrong_usage(run_pytest: Any, examples: Path) -> None:
    run_pytest.copy(DEMO, "rnn_cell.py")
    run_pytest.copy(examples / "points_that_are_none.py", "test_points.py")
    ran = run_pytest("--exercise=rnn_cell", "--submission=rnn_cell.py", "test_points.py")
    assert ran.code == pytest.ExitCode.USAGE_ERROR
    assert "points(n) takes a whole number, 0 or more: test_points.py::test_of_two_points has ('two',)" in ran.text


def test_the_example_of_the_documentation_runs(run_pytest: Any, handed_in: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "pytest.md").read_text(encoding="utf-8")
    (run_pytest.folder / "test_page.py").write_text(page.split("```python\n")[1].split("```")[0], encoding="utf-8")
    run_pytest.copy(handed_in / "right" / "rnn_cell" / "addmm.py", "rnn_cell.py")
    ran = run_pytest("--exercise=rnn_cell", "--submission=rnn_cell.py", "test_page.py", "-k", "test_ or value")
    assert ran.code == 0
    assert len(ran.outcomes) == 4
    assert "\nrnn_cell: 13 of 13 points\n" in ran.text
