"""Ask a file, in a worker, and the reference probes of one's own: what the commands do that judge nothing."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from grader.checker import Checker
from grader.exercise import Exercise
from grader.judge.failures import finding_of
from grader.report import place_in_words
from grader.worker.call import observe
from grader.worker.dimensions import Dimensions
from grader.worker.probe import Failure, Observation, Probe

Ask = Callable[[Probe], Observation]
"""A probe's observation. Raises `NoAnswer`."""

OTHER_SHAPES = "The results have other shapes than they should: `trysquare check` says which."


class NoAnswer(Exception):
    """A file does not answer. The message says why, and where."""


@contextmanager
def asking(checker: Checker, path: Path, exercise: Exercise, shown_as: str) -> Generator[Ask]:
    """A file's own answers, all of them within the time that the checker's limits give to an exercise.

    Raises:
        UnusableFile: the path is no file.
        FileTooBig: it is more than is read.
        NoAnswer: it does not load, does not define the function, or fails in a call.
    """
    session = checker.open(path, shown_as)
    try:
        session.begin()
        loaded = session.loaded()
        if loaded.failure is not None:
            raise NoAnswer(_told(loaded.failure, Dimensions({}), "loads"))
        if not any(symbol.name == exercise.symbol for symbol in loaded.symbols):
            raise NoAnswer(f"{shown_as} defines no function `{exercise.symbol}`.")
        session.restart_clock()

        def ask(probe: Probe) -> Observation:
            session.ask(probe, listen=False)
            return _sound(session.answer(probe), probe)

        yield ask
    finally:
        session.close()


def ask_reference(exercise: Exercise, probe: Probe) -> Observation:
    """The reference's own answer. Its own failure is one of the grader, and is raised as such."""
    from reference.checked import unchecked

    with unchecked():  # the shapes are the plan's own
        seen = observe(exercise.implementation(), probe)
    if failure := seen.failure or seen.gradient_failure:
        raise RuntimeError(f"{probe.symbol} on `{probe.id}`: {failure.type}: {failure.message}")
    return seen


def _sound(seen: Observation, probe: Probe) -> Observation:
    if failure := seen.failure or seen.gradient_failure:
        told = _told(failure, Dimensions(probe.sizes), "runs")
        raise NoAnswer(f"{told}\nMore time: --timeout S" if failure.kind == "timeout" else told)
    return seen


def _told(failure: Failure, dims: Dimensions, stage: str) -> str:
    """How it ended, with the line where that is known."""
    finding = finding_of(failure, stage, dims)
    return f"{place_in_words(finding.file, finding.line)}: {finding.message}" if finding.line else finding.message
