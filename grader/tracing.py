"""Trace a file: what every sub-expression does to shapes, in a call that its exercise makes or in a run of its own."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from grader.checker import Checker
from grader.exercise import Exercise, find, known_exercises
from grader.judge.failures import finding_of
from grader.listing import list_trace
from grader.plan import SPELLED
from grader.report import Listing
from grader.sandbox.clean import clean
from grader.sandbox.session import Session
from grader.verdict import text_of
from grader.worker.dimensions import Dimensions
from grader.worker.probe import Failure, Loaded
from grader.worker.traced import Trace

_UNSEEN = "Not seen: what compiled code (torch.jit.script), fused kernels and NumPy do inside, and what they make."


def trace_file(
    checker: Checker, path: Path, exercise_id: str | None = None, *, shown_as: str | None = None
) -> list[Listing]:
    """One listing for each exercise that the file solves, or for the one asked for; or of the file run as a program.

    Raises:
        UnusableFile: the path is no file.
        FileTooBig: it is more than is read.
        UnknownExercise: no exercise has that id.
    """
    asked = find(exercise_id) if exercise_id else None
    session = checker.open(path, shown_as)
    try:
        session.begin()
        loaded = session.loaded()
        if loaded.failure is not None and asked is not None:
            return [_listing(session, Trace(), Dimensions({}), loaded.failure)]
        names = {symbol.name for symbol in loaded.symbols if symbol.callable}
        solved = [asked] if asked else [exercise for exercise in known_exercises() if exercise.symbol in names]
        if solved and loaded.failure is None:
            return [_of_exercise(checker, session, exercise, loaded) for exercise in solved]
    finally:
        session.close()
    return [_of_script(checker, path, session.submission.file)]  # in a session of its own, when the first has ended


def _of_exercise(checker: Checker, session: Session, exercise: Exercise, loaded: Loaded) -> Listing:
    if not any(symbol.name == exercise.symbol for symbol in loaded.symbols):
        told = f"The file defines no function `{exercise.symbol}`."
        return replace(_listing(session, Trace(), Dimensions({}), None), exercise=exercise.id, failure=told)
    main = next(probe for probe in checker.answers(exercise).plan.probes if probe.id == SPELLED)
    session.restart_clock()
    session.ask(replace(main, collect=("trace",)), listen=False)
    seen = session.answer(main)
    listing = _listing(session, seen.trace or Trace(), Dimensions(main.sizes), seen.failure)
    return replace(listing, exercise=exercise.id)


def _of_script(checker: Checker, path: Path, shown_as: str) -> Listing:
    session = checker.open(path, shown_as)
    try:
        session.begin(script=True)
        loaded = session.loaded()
        return _listing(session, loaded.trace or Trace(), Dimensions(loaded.numbers), loaded.failure)
    finally:
        session.close()


def _listing(session: Session, trace: Trace, dims: Dimensions, failure: Failure | None) -> Listing:
    file = session.submission.file
    source = [clean(line) for line in io.StringIO(text_of(session.submission.source)).read().split("\n")]
    listing = list_trace(trace, source[:-1] if source[-1:] == [""] else source, dims, file)
    hidden = trace.hidden or any(operation.kind == "leaves" for operation in trace.operations)
    return replace(
        listing,
        failure=_told(failure, dims) if failure is not None else "",
        notes=(_UNSEEN,) if hidden else (),
    )


def _told(failure: Failure, dims: Dimensions) -> str:
    """How it ended, with the line where that is known."""
    finding = finding_of(failure, "runs", dims)
    return f"{finding.file}:{finding.line}: {finding.message}" if finding.line else finding.message
