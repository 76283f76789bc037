"""A run of pytest about one submission: what is collected, what tests are given, and what they report."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from grader.exercise import known_exercises
from grader.sandbox.clean import clean
from grader.testing.collected import Collected, ExerciseTests, StageTest, first_ones_speak
from grader.testing.failure import SubmissionFailed
from grader.testing.points import Checked, Judged, carried_of
from grader.testing.reporter import CARRIED, Reporter
from grader.testing.settings import Settings, folder_of, settings_of, tests_beside

if TYPE_CHECKING:
    from grader.report import Report
    from grader.testing.desk import Desk
    from grader.testing.submission import Submission

_CALLED = pytest.StashKey[list[str]]()
_ORDER = pytest.StashKey[int]()
_POINTS = "points(n) takes a whole number, 0 or more: {node} has {given}"


class Run:
    """A plugin that is there where a submission is given."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self._config = config
        self._settings = settings

    @classmethod
    def of(cls, config: pytest.Config) -> Run:
        """The run that the options ask for. Raises `pytest.UsageError`."""
        return cls(config, settings_of(config))

    def register(self) -> None:
        """From now on pytest calls the hooks below; those of the reporter only where reports arrive."""
        self._config.stash[_RUN] = self
        self._config.pluginmanager.register(self, "trysquare-run")
        if not hasattr(self._config, "workerinput"):
            self._config.pluginmanager.register(Reporter(self._settings.report), "trysquare-reporter")

    @cached_property
    def _desk(self) -> Desk:
        from grader.testing.desk import Desk

        given = self._settings
        exercise = given.exercise.id if given.exercise else None
        return Desk(given.path, given.shown_as, exercise, given.isolation, given.timeout)

    def submission(self, node: pytest.Item) -> Submission:
        """What a test is given: it shows what the submission prints, and knows what the test has called."""
        from grader.testing.submission import Submission
        from grader.testing.told import marked

        called = node.stash.setdefault(_CALLED, [])

        def told(printed: str) -> None:
            node.add_report_section("call", "printed by the submission", marked(printed))

        return Submission(self._desk, called.append, told)

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """A worker of `pytest-xdist` gets paths, whether they were asked for or not."""
        node.workerinput["trysquare_takes_paths"] = self._settings.takes_paths

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> None:
        """Without paths the tests beside the exercises are meant, and nothing else that lies here."""
        if not self._settings.takes_paths and not session.config.pluginmanager.hasplugin("dsession"):
            patterns: list[str] = session.config.getini("python_files")
            ids = {report.exercise for report in self._desk.reports} if self._settings.exercise is None else set()
            meant = [self._settings.exercise, *(each for each in known_exercises() if each.id in ids)]
            session.config.args = [str(path) for each in meant if each for path in tests_beside(each, patterns)]

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """The exercises are what is collected first."""
        report = yield
        if isinstance(collector, pytest.Session) and report.passed:
            ours = [ExerciseTests.of(collector, each) for each in self._exercises()]
            report.result = [*ours, *(report.result or ())]
        return report

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        """The submission itself is never imported here, whatever its name."""
        return True if collection_path.resolve() == self._settings.path.resolve() else None

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Now it is known which tests there are, in which order."""
        first_ones_speak(session.items)
        for order, item in enumerate(session.items):
            item.stash[_ORDER] = order
            _points_of(item)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """What a test comes to travels with its report."""
        report = yield
        if isinstance(item, StageTest):
            if call.when == "call":
                setattr(report, CARRIED, carried_of(_judged(item.collected)))
        elif _is_about_it(item):
            setattr(report, CARRIED, carried_of(self._checked(item, call, report)))
        return report

    def pytest_unconfigure(self) -> None:
        """End the worker."""
        if "_desk" in vars(self):
            self._desk.close()

    def _exercises(self) -> list[Collected]:
        """What the stages are of: known beforehand where one exercise is asked for, else by judging."""
        path, asked = self._settings.path, self._settings.exercise
        if asked is not None:
            return [Collected(asked.id, 0, path, asked.weights, partial(_report, self, 0))]
        return [
            Collected(
                report.exercise or self._settings.shown_as,
                order,
                path,
                {stage.id: stage.weight for stage in report.stages},
                partial(_report, self, order),
            )
            for order, report in enumerate(self._desk.reports)
        ]

    def _checked(self, item: pytest.Item, call: pytest.CallInfo[None], report: pytest.TestReport) -> Checked:
        called = item.stash.get(_CALLED, [])
        by_symbol = {exercise.symbol: exercise.id for exercise in known_exercises()}
        beside = [each.id for each in known_exercises() if folder_of(each) == item.path.parent]
        about = (*beside, *(by_symbol[name] for name in called if name in by_symbol))
        message = _message(call, report) if report.outcome != "passed" else ""
        return Checked(item.stash[_ORDER], item.name, item.nodeid, _points_of(item), about, report.outcome, message)


_RUN = pytest.StashKey[Run]()


def run_of(config: pytest.Config) -> Run:
    """The run that is registered."""
    return config.stash[_RUN]


def _report(run: Run, order: int) -> Report:
    return run._desk.reports[order]  # pyright: ignore[reportPrivateUsage]


def _judged(collected: Collected) -> Judged:
    return Judged(collected.order, collected.report().as_json(), collected.weights)


def _is_about_it(item: pytest.Item) -> bool:
    """Whether a test is one of the submission: it asks for it, or is worth something."""
    names: Sequence[str] = getattr(item, "fixturenames", ())
    return "submission" in names or item.get_closest_marker("points") is not None


def _points_of(item: pytest.Item) -> int:
    mark = item.get_closest_marker("points")
    if mark is None:
        return 0
    given = mark.args[0] if len(mark.args) == 1 and not mark.kwargs else None
    if type(given) is not int or given < 0:
        raise pytest.UsageError(_POINTS.format(node=item.nodeid, given=mark.args or mark.kwargs or "none"))
    return given


def _message(call: pytest.CallInfo[None], report: pytest.TestReport) -> str:
    """Why a test did not pass, in one line of its own words."""
    if call.excinfo is None:
        return clean(str(report.longrepr or report.outcome))
    error = call.excinfo.value
    text = clean(str(error)).strip().split("\n")[0]
    own = isinstance(error, (AssertionError, SubmissionFailed, pytest.skip.Exception, pytest.fail.Exception))
    return text if own and text else f"{type(error).__name__}: {text}".removesuffix(": ")
