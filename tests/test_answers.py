"""What the trusted side knows of an exercise is found once, however many submissions are judged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from grader import answers
from grader.checker import Checker
from grader.exercise import Mistake
from grader.judge.mistakes import observed
from grader.report import Report
from grader.worker.probe import Observation, Probe


def test_a_second_wrong_submission_is_judged_as_the_first_and_no_mistake_is_run_again(
    monkeypatch: pytest.MonkeyPatch, submission_folder: Path
) -> None:
    asked: list[tuple[str, str]] = []

    def counted(mistake: Mistake, probe: Probe) -> Observation:
        asked.append((mistake.id, probe.id))
        return observed(mistake, probe)

    monkeypatch.setattr(answers, "observed", counted)
    wrong = submission_folder / "wrong/rnn_cell/column_w_hh.py"
    checker = Checker()
    try:
        first, second = (_without_time(checker.check(wrong, shown_as="rnn_cell.py")) for _ in range(2))
    finally:
        checker.close()
    assert first == second
    assert first.mistake is not None
    assert asked
    assert len(asked) == len(set(asked))


def _without_time(reports: list[Report]) -> Report:
    (report,) = reports
    return replace(report, seconds=0.0)
