"""The stages of an exercise as tests that pytest collects: `rnn_cell::shape`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from grader.report import Report

Excinfo = pytest.ExceptionInfo[BaseException]


class StageFailed(Exception):
    """A stage has failed. The text is what its test shows."""


@dataclass(frozen=True, slots=True)
class Collected:
    """An exercise to be shown: its stages' weights, and its report, which is made when it is asked for."""

    name: str
    order: int
    file: Path
    weights: Mapping[str, int]
    report: Callable[[], Report]


class ExerciseTests(pytest.Collector):
    """An exercise in the file that is submitted."""

    collected: Collected

    @classmethod
    def of(cls, session: pytest.Session, collected: Collected) -> ExerciseTests:
        """The node of an exercise."""
        node: ExerciseTests = cls.from_parent(session, name=collected.name, nodeid=collected.name)
        node.collected = collected
        return node

    def collect(self) -> Iterator[StageTest]:
        """A test for each stage, in order."""
        for stage in self.collected.weights:
            test: StageTest = StageTest.from_parent(self, name=stage)
            test.collected = self.collected
            yield test


class StageTest(pytest.Item):
    """One stage. `speaks`: it is the first of its exercise, and fails where nothing could be judged."""

    collected: Collected
    speaks: bool = False

    def runtest(self) -> None:
        """Judge the file, unless that is done, and say what became of this stage."""
        from grader.testing.told import printed, told, told_whole

        report, width = self.collected.report(), self.config.get_terminal_writer().fullwidth
        stage = next(each for each in report.stages if each.id == self.name)
        nothing_judged = report.outcome in ("not_attempted", "error")
        if (nothing_judged and self.speaks) or stage.outcome == "failed":
            if text := printed(report):
                self.add_report_section("call", "printed by the submission", text)
            raise StageFailed(told_whole(report, width) if nothing_judged else told(report, stage, width))
        if stage.outcome == "skipped":
            pytest.skip(stage.message.removeprefix("skipped: "))
        if stage.outcome == "warned":
            self.add_report_section("call", "warning", told(report, stage, width))

    def repr_failure(self, excinfo: Excinfo, style: Any = None) -> Any:
        """What was found, and no traceback: it would be the grader's."""
        return str(excinfo.value) if isinstance(excinfo.value, StageFailed) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where pytest says that this test is: in the file that is submitted."""
        return self.collected.file, None, f"{self.collected.name}: {self.name}"


def first_ones_speak(items: Sequence[pytest.Item]) -> None:
    """Of each exercise, the first of the tests that are left."""
    spoken: set[int] = set()
    for item in items:
        if isinstance(item, StageTest):
            item.speaks = item.collected.order not in spoken
            spoken.add(item.collected.order)
