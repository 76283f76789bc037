"""The file that a run of pytest is about: judged once, and asked as often as tests like."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from grader.checker import Checker
from grader.judge.failures import finding_of
from grader.render import outline
from grader.report import Report, place_in_words
from grader.sandbox.files import FileTooBig
from grader.sandbox.limits import Limits
from grader.sandbox.session import Session
from grader.testing.failure import SubmissionFailed
from grader.undisturbed import undisturbed
from grader.verdict import text_of
from grader.worker.probe import Failure, Loaded, Observation, Probe
from grader.worker.wire import WireError


@dataclass
class Desk:
    """One submission, and the worker that it runs in. Close it when done.

    - `shown_as`: what reports and failures call it. `exercise`: the one to be judged; all that it solves without.
    - `timeout`: seconds for loading, for each exercise, and for each call of a test.
    """

    path: Path
    shown_as: str
    exercise: str | None
    isolation: str
    timeout: float
    _checker: Checker | None = field(default=None, repr=False)
    _session: Session | None = field(default=None, repr=False)
    _loaded: Loaded | None = field(default=None, repr=False)

    @cached_property
    def reports(self) -> list[Report]:
        """Its reports, as `check` would give them."""
        self._dismiss()  # one child at a time
        with undisturbed():
            return self._open().check(self.path, self.exercise, shown_as=self.shown_as)

    @property
    def source(self) -> str:
        """Its text. Raises `SubmissionFailed`: it is too large."""
        return text_of(self._asked().submission.source)

    def loaded(self) -> Loaded:
        """What it defines. Raises `SubmissionFailed`: it does not load."""
        __tracebackhide__ = True
        session = self._asked()
        if self._loaded is None:
            with undisturbed():
                session.begin()
                self._loaded = session.loaded()
        if self._loaded.failure is not None:
            raise self.failed(self._loaded.failure, "loads")
        return self._loaded

    def ask(self, probe: Probe) -> Observation:
        """What it does on a probe, whatever that is.

        Raises:
            ValueError: the probe is larger than what travels.
        """
        __tracebackhide__ = True
        self.loaded()
        session = self._asked()
        with undisturbed():
            session.restart_clock()
            try:
                session.ask(probe, listen=True)
            except WireError as error:
                raise ValueError(f"The arguments are too large to be sent into the sandbox: {error}.") from None
            return session.answer(probe)

    def printed(self) -> str:
        """What the submission has printed since this was asked last."""
        printed = self._session.printed() if self._session is not None else None
        return printed.stdout + printed.stderr if printed is not None else ""

    def failed(self, failure: Failure, stage: str) -> SubmissionFailed:
        """A failure of the submission as what a test is told: the place, the sentence, the line."""
        finding = finding_of(failure, stage)
        finding = replace(finding, file=finding.file or self.shown_as)
        text = finding.message
        if finding.line:
            text = f"{place_in_words(finding.file, finding.line)}: {text}"
            text += "".join(f"\n    {line}" for line in outline.caret(finding) or () if line)
        return SubmissionFailed(
            text, kind=finding.kind, type=failure.type, line=finding.line, expression=finding.expression
        )

    def close(self) -> None:
        """End the worker."""
        self._dismiss()
        if self._checker is not None:
            self._checker.close()
            self._checker = None

    def _open(self) -> Checker:
        if self._checker is None:
            # With the answers in memory a checker spawns its worker: a fork would have all that the tests know in its.
            importlib.import_module("reference")
            limits = Limits(seconds=self.timeout, cpu_seconds=max(12 * self.timeout, 30.0))
            self._checker = Checker(limits=limits, isolation=self.isolation)
        return self._checker

    def _asked(self) -> Session:
        if self._session is None:
            try:
                with undisturbed():
                    self._session = self._open().open(self.path, self.shown_as)
            except FileTooBig as error:
                raise SubmissionFailed(str(error), kind="too_big") from None
        return self._session

    def _dismiss(self) -> None:
        """End the child; the next question starts another one."""
        if self._session is not None:
            self._session.close()
