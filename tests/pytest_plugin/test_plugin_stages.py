"""`pytest --exercise=… --submission=…`: each stage is a test, and fails with what was found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

DEMO = Path(__file__).parents[2] / "grader" / "demo" / "rnn_cell.py"


def test_every_stage_is_a_test_that_says_what_was_found_and_no_traceback(run_pytest: Any) -> None:
    run_pytest.copy(DEMO, "rnn_cell.py")
    ran = run_pytest("--exercise", "rnn_cell", "--submission", "rnn_cell.py")
    assert ran.code == 1
    assert ran.outcomes == {
        **dict.fromkeys(
            [f"rnn_cell::{id}" for id in "loads signature runs shape dtype device purity".split()], "passed"
        ),
        "rnn_cell::value": "failed",
        "rnn_cell::gradient": "skipped",
    }
    assert "rnn_cell::gradient SKIPPED (values differ)" in ran.text
    assert "  rnn_cell.py:6   return torch.tanh(X @ W_xh + H @ U + b_h)\n" in ran.text
    assert "sum      : (n, h) + (n, 1) → (n, h)   ← stretched over h without an error\n" in ran.text
    assert "`W_hh` is narrowed to a column" in ran.text
    assert "Traceback" not in ran.text
    assert "\nrnn_cell: 4 of 10 points\n" in ran.text


def test_without_an_exercise_all_that_the_file_solves_are_judged(run_pytest: Any, handed_in: Path) -> None:
    run_pytest.copy(handed_in / "several" / "one_bad_of_two.py", "answer.py")
    ran = run_pytest("--submission=answer.py", "--trysquare-timeout=2", "-k", "runs")
    assert ran.outcomes == {"rnn_cell::runs": "passed", "rnn_forward::runs": "failed"}
    assert "did not finish within the time limit" in ran.text


def test_what_only_warns_passes_even_where_warnings_are_errors_and_is_told(run_pytest: Any, handed_in: Path) -> None:
    run_pytest.copy(handed_in / "right" / "rnn_cell" / "annotated_wrongly.py", "rnn_cell.py")
    ran = run_pytest("--exercise=rnn_cell", "--submission=rnn_cell.py")
    assert ran.code == 0
    assert "failed" not in ran.outcomes.values()
    (warned,) = (line for line in ran.text.split("\n") if line.startswith("rnn_cell::") and ": " in line)
    assert "annotation" in warned
    assert "\nrnn_cell: 10 of 10 points\n" in ran.text


def test_a_file_in_which_nothing_is_done_yet_does_not_pass(run_pytest: Any, examples: Path) -> None:
    run_pytest.copy(examples / "points_that_are_none.py", "rnn_cell.py")
    ran = run_pytest("--exercise=rnn_cell", "--submission=rnn_cell.py", "-k", "shape or value")
    assert ran.code == 1
    assert ran.outcomes == {"rnn_cell::shape": "failed", "rnn_cell::value": "skipped"}
    assert "– rnn_cell — not attempted yet" in ran.text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--submission=nowhere.py"], "nowhere.py does not exist: check the name, or make a file with"),
        (["--submission=rnn_cell.py", "--exercise=rnn_cel"], "There is no exercise `rnn_cel`. Known: "),
        (["--exercise=rnn_cell"], "--exercise needs a file to judge: --submission=FILE"),
        (["--trysquare-report=out.json"], "--trysquare-report needs a file to judge: --submission=FILE"),
        (["--submission=rnn_cell.py", "--trysquare-report=no/out.json"], "--trysquare-report: there is no folder"),
        (["--submission=rnn_cell.py", "--trysquare-timeout=nan"], "--trysquare-timeout is a number of seconds"),
    ],
)
def test_wrong_usage_is_one_sentence(run_pytest: Any, arguments: list[str], message: str) -> None:
    run_pytest.copy(DEMO, "rnn_cell.py")
    ran = run_pytest(*arguments)
    assert ran.code == pytest.ExitCode.USAGE_ERROR
    assert f"ERROR: {message}" in ran.text
    assert "Traceback" not in ran.text


def test_without_its_options_the_plugin_loads_nothing_and_tests_of_a_submission_are_skipped(
    run_pytest: Any, examples: Path
) -> None:
    run_pytest.copy(examples / "points_that_are_none.py", "test_it.py")
    run_pytest.copy(examples / "nothing_is_loaded.py", "test_nothing_is_loaded.py")
    ran = run_pytest("-rs")
    assert ran.code == 0
    assert ran.outcomes == {
        "test_it.py::test_of_two_points": "skipped",
        "test_nothing_is_loaded.py::test_no_part_of_the_grader_but_its_options": "passed",
    }
    assert "no submission is given: pytest --submission=FILE\n" in ran.text


def test_in_the_sandbox_it_is_the_same(run_pytest: Any, handed_in: Path, examples: Path) -> None:
    run_pytest.copy(DEMO, "rnn_cell.py")
    run_pytest.copy(examples / "checks_of_a_cell.py", "test_cell.py")
    options = ["--exercise=rnn_cell", "--submission=rnn_cell.py", "--trysquare-isolation=bubblewrap"]
    ran = run_pytest(*options, "--trysquare-report=out.json", "test_cell.py", "-k", "value or test_")
    assert ran.outcomes["rnn_cell::value"] == "failed"
    assert ran.outcomes["test_cell.py::test_with_a_state_of_zeros_only_the_input_counts"] == "passed"
    assert ran.outcomes["test_cell.py::test_every_unit_of_the_state_counts"] == "failed"
    assert ran.reports[0]["environment"]["isolation"] == "bubblewrap"
