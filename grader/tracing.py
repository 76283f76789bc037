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
from grader.report import Listing, place_in_words
from grader.sandbox.clean import clean
from grader.sandbox.session import Session
from grader.verdict import text_of
from grader.worker.dimensions import Dimensions
from grader.worker.notebook import is_notebook
from grader.worker.probe import Failure, Loaded
from grader.worker.traced import Trace

_UNSEEN = "Not seen: what compiled code (torch.jit.script), fused kernels and NumPy do inside, and what they make."


def trace_file(
    checker: Checker, path: Path, exercise_id: str | None = None, *, shown_as: str | None = None
) -> list[Listing]:
    """A listing for each exercise that the file solves, or for the one asked for; or of the file run as a program.

    Of a notebook each is one for each cell in which something happens.

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
            return listings_of(session, replace(loaded, trace=Trace()), Dimensions({}), loaded.failure)
        names = {symbol.name for symbol in loaded.symbols if symbol.callable} | loaded.lost.keys()
        solved = [asked] if asked else [exercise for exercise in known_exercises() if exercise.symbol in names]
        if solved and loaded.failure is None:
            return [each for exercise in solved for each in _of_exercise(checker, session, exercise, loaded)]
    finally:
        session.close()
    return _of_script(checker, path, session.submission.file)  # in a session of its own, when the first has ended


def _of_exercise(checker: Checker, session: Session, exercise: Exercise, loaded: Loaded) -> list[Listing]:
    if not any(symbol.name == exercise.symbol for symbol in loaded.symbols):
        lost = loaded.lost.get(exercise.symbol)
        told = _told(lost, Dimensions({})) if lost else f"The file defines no function `{exercise.symbol}`."
        without = listings_of(session, replace(loaded, trace=Trace()), Dimensions({}), None)
        return [replace(listing, exercise=exercise.id, failure=told) for listing in without]
    main = next(probe for probe in checker.answers(exercise).plan.probes if probe.id == SPELLED)
    session.restart_clock()
    session.ask(replace(main, collect=("trace",)), listen=False)
    seen = session.answer(main)
    listings = listings_of(session, replace(loaded, trace=seen.trace), Dimensions(main.sizes), seen.failure)
    return [replace(listing, exercise=exercise.id) for listing in listings]


def _of_script(checker: Checker, path: Path, shown_as: str) -> list[Listing]:
    session = checker.open(path, shown_as)
    try:
        session.begin(script=True)
        loaded = session.loaded()
        return listings_of(session, loaded, Dimensions(loaded.numbers), loaded.failure)
    finally:
        session.close()


def listings_of(session: Session, loaded: Loaded, dims: Dimensions, failure: Failure | None) -> list[Listing]:
    """The file; of a notebook the cells in which something happened, each by itself. The last one says how it ended."""
    trace, file = loaded.trace or Trace(), session.submission.file
    seen = {o.place.file for o in trace.operations} | {binding.file for binding in trace.bindings}
    texts = {cell: text for cell, text in loaded.cells.items() if cell in seen}
    if not texts:
        texts = {file: "" if is_notebook(session.submission) else text_of(session.submission.source)}
    *before, last = [list_trace(trace, _lines(text), dims, name) for name, text in texts.items()]
    hidden = trace.hidden or any(operation.kind == "leaves" for operation in trace.operations)
    told = _told(failure, dims) if failure is not None else ""
    return [*before, replace(last, failure=told, notes=(_UNSEEN,) if hidden else ())]


def _lines(text: str) -> list[str]:
    lines = [clean(line) for line in io.StringIO(text).read().split("\n")]
    return lines[:-1] if lines[-1:] == [""] else lines


def _told(failure: Failure, dims: Dimensions) -> str:
    """How it ended, with the line where that is known."""
    finding = finding_of(failure, "runs", dims)
    return f"{place_in_words(finding.file, finding.line)}: {finding.message}" if finding.line else finding.message
