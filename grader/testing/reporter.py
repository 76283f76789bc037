"""Where the outcomes of all tests arrive: the points at the end, and the JSON report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.testing.points import Tally

CARRIED = "trysquare"
"""The attribute of a test's report that says what it comes to. `pytest-xdist` carries it from its workers."""

_PHASES = ("setup", "call", "teardown")


class Reporter:
    """A plugin of the process where outcomes arrive: the only one, or that which distributes tests."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._tally = Tally()
        self._is_whole = True
        self._told: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One phase of one test. Where a worker died, there is none, and nobody knows what the test comes to."""
        self._is_whole = self._is_whole and report.when in _PHASES
        if (carried := getattr(report, CARRIED, None)) is not None:
            self._tally.add(carried)

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Write the report, unless tests are missing in it."""
        if self._path is None or session.config.option.collectonly:
            return
        stopped = session.shouldstop or session.shouldfail
        done = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)
        if not self._is_whole or stopped or exitstatus not in done:
            self._told.append("No report is written: the run has not come to its end, so tests would be missing.")
        elif not self._tally.judged:
            self._told.append("No report is written: no stage of an exercise was among the tests.")
        else:
            self._write(self._path)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The points, and what warns."""
        lines = [*self._tally.warnings(), *self._tally.lines(), *self._told]
        if lines:
            terminalreporter.section("trysquare")
            for line in lines:
                terminalreporter.write_line(line)

    def _write(self, path: Path) -> None:
        text = json.dumps(self._tally.reports(), indent=2, ensure_ascii=False, allow_nan=False)
        try:
            path.write_text(f"{text}\n", encoding="utf-8")
        except OSError as error:
            pytest.exit(f"{path} cannot be written: {error.strerror}.", returncode=pytest.ExitCode.USAGE_ERROR)
