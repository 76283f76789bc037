"""A submission reaches neither pytest nor the tests: whatever it does in its own process, the outcome stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("answers_for_the_tests.py", "Tensor-likes are not close!"),
        ("ends_the_run.py", "The call ended the whole process: the process was ended with exit code 0."),
    ],
)
def test_a_submission_cannot_pass_for_the_tests(run_pytest: Any, examples: Path, file: str, told: str) -> None:
    run_pytest.copy(examples / file, "rnn_cell.py")
    run_pytest.copy(examples / "checks_of_a_cell.py", "test_cell.py")
    options = ["--exercise=rnn_cell", "--submission=rnn_cell.py", "--trysquare-report=out.json"]
    ran = run_pytest(*options, "test_cell.py", "-k", "value or runs or units or zeros or unit")
    assert ran.code == 1
    (report,) = ran.reports
    outcomes = {stage["id"]: stage["outcome"] for stage in report["stages"]}
    assert report["outcome"] == "failed"
    assert outcomes["test_with_a_state_of_zeros_only_the_input_counts"] == "failed"
    assert outcomes["test_every_unit_of_the_state_counts"] == "failed"
    assert outcomes["value"] in ("failed", "skipped")
    assert told in ran.text
    faked = [line for line in ran.text.split("\n") if "9 passed" in line or "10 of 10 points" in line]
    assert all(line.startswith("│ ") for line in faked)
    assert bool(faked) is (file == "answers_for_the_tests.py")


def test_a_submission_that_is_named_like_a_test_is_not_imported(run_pytest: Any, examples: Path) -> None:
    run_pytest.copy(examples / "says_that_it_was_run.py", "test_rnn_cell.py")
    ran = run_pytest("--exercise=rnn_cell", "--submission=test_rnn_cell.py", ".")
    assert ran.code == 0
    assert set(ran.outcomes.values()) == {"passed"}
    assert all(name.startswith("rnn_cell::") for name in ran.outcomes)
    assert not (run_pytest.folder / "was_run").exists()


def test_what_lies_beside_a_submission_is_not_run_where_nothing_is_named(run_pytest: Any, examples: Path) -> None:
    for name in ("rnn_cell.py", "conftest.py", "test_mine.py"):
        run_pytest.copy(examples / "says_that_it_was_run.py", f"ada/{name}")
    run_pytest.copy(examples / "settings_of_a_student.txt", "ada/pytest.ini")
    ran = run_pytest("--exercise=rnn_cell", "--submission=ada/rnn_cell.py")
    assert ran.code == 0
    assert len(ran.outcomes) == 9  # and not only what the student's settings would leave of them
    assert not (run_pytest.folder / "ada" / "was_run").exists()


def test_settings_beside_a_submission_are_refused_and_the_remedy_told(run_pytest: Any, examples: Path) -> None:
    run_pytest.copy(examples / "says_that_it_was_run.py", "ada/rnn_cell.py")
    run_pytest.copy(examples / "settings_of_a_student.txt", "ada/pytest.ini")
    ran = run_pytest("--exercise=rnn_cell", "--submission", "ada/rnn_cell.py")
    assert ran.code == pytest.ExitCode.USAGE_ERROR
    assert "Write the option with an equals sign, --submission=ada/rnn_cell.py, or name the settings" in ran.text


def test_a_submission_is_not_a_conftest(run_pytest: Any, examples: Path) -> None:
    run_pytest.copy(examples / "says_that_it_was_run.py", "conftest.py")
    ran = run_pytest("--exercise=rnn_cell", "--submission=conftest.py")
    assert ran.code == pytest.ExitCode.USAGE_ERROR
    assert "ERROR: A submission cannot be named conftest.py: pytest would run it. Rename it." in ran.text
    assert not (run_pytest.folder / "was_run").exists()
