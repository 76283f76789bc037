"""Look at a submission once more, for a page: its source, a trace, its milestones, and what depends on what."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from grader.asking import NoAnswer
from grader.checker import Checker
from grader.dependence import NoDependence, dependence_of
from grader.exercise import Exercise, find
from grader.judge.bounded import bounded
from grader.judge.candidates import candidate, stands_for
from grader.judge.evidence import Evidence, Pair
from grader.judge.failures import finding_of
from grader.judge.reached import reached
from grader.plan import SPELLED
from grader.report import Details, Report, SeenMilestone
from grader.sandbox.files import FileTooBig, UnusableFile
from grader.sandbox.session import Session
from grader.tracing import listings_of
from grader.verdict import text_of
from grader.worker.dimensions import Dimensions
from grader.worker.notebook import is_notebook
from grader.worker.probe import Failure, Loaded, Symbol

_GONE = "The source is left out: the file cannot be read any more, or is too large."
_NONE = "The shapes are left out: the file was run once more for them."
_EARLY = "The list of shapes ends early: the file was run once more for it."
_CHANGED = "The source and the shapes are left out: the file has changed since it was checked."


def details_of(checker: Checker, report: Report, path: Path) -> Details:
    """What there is to show of a submission beside its report. Never raises: what fails here is left out, and told.

    Its function is called again, in a worker of its own, within the limits of the checker. Of hidden inputs nothing
    is shown, the sizes neither.
    """
    try:
        session = checker.open(path, report.file)
    except (UnusableFile, FileTooBig):
        return Details(left_out=(_GONE,))
    submission = session.submission
    try:
        if hashlib.sha256(submission.source).hexdigest() != report.sha256:
            return Details(left_out=(_CHANGED,))
        plain = Details() if is_notebook(submission) else Details({submission.file: text_of(submission.source)})
        details = _guarded(plain, "The list of shapes", lambda: _second_look(checker, session, report, plain))
    finally:
        session.close()
    if not _passes(report, "shape") or details.left_out:
        return details
    return _guarded(details, "The map of dependences", lambda: _with_dependence(checker, details, report, path))


def _guarded(otherwise: Details, what: str, look: Callable[[], Details]) -> Details:
    """The report is there already, and stays, whatever happens now."""
    try:
        return look()
    except Exception as error:
        told = f"{what} could not be made: an error of the grader, not of your code ({type(error).__name__})."
        return replace(otherwise, left_out=(*otherwise.left_out, told))


def _second_look(checker: Checker, session: Session, report: Report, plain: Details) -> Details:
    """Where the function could be called, what a call does. The cells of a notebook are known when it has run."""
    session.begin()
    loaded = session.loaded()
    sources = plain.sources or dict(loaded.cells)
    if report.exercise is None or report.outcome not in ("passed", "failed") or not _passes(report, "signature"):
        return Details(sources)
    exercise = find(report.exercise)
    symbol = next((symbol for symbol in loaded.symbols if symbol.name == exercise.symbol), None)
    if symbol is None:
        return Details(sources, left_out=(_told(loaded.failure or loaded.lost.get(exercise.symbol), "loads"),))
    return replace(_call(checker, session, exercise, symbol, loaded, report), sources=sources)


def _call(
    checker: Checker, session: Session, exercise: Exercise, symbol: Symbol, loaded: Loaded, report: Report
) -> Details:
    """One call on the main probe: its trace, and the milestones in it."""
    answers = checker.answers(exercise, tiny=_is_slow(report))
    main = next(probe for probe in answers.plan.probes if probe.id == SPELLED)
    probe = replace(main, collect=("trace", "values"))
    session.restart_clock()
    session.ask(probe, listen=False)
    seen = session.answer(probe)
    if seen.trace is None:
        return Details(left_out=(_told(seen.failure, "runs"),))
    listings = listings_of(session, replace(loaded, trace=seen.trace), Dimensions(probe.sizes), seen.failure)
    sizes = probe.sizes if checker.shows_inputs else {}
    pair = Pair(probe, seen, answers.expected(main))
    evidence = Evidence(exercise, answers.plan.contract, symbol, (), session.submission.file, closer=pair)
    evidence = bounded(replace(evidence, milestones=answers.milestones(probe)))
    return Details(
        listings=tuple(replace(each, exercise=exercise.id, sizes=dict(sizes)) for each in listings),
        milestones=tuple(_milestones(evidence, is_wrong=_fails(report, "value"))),
        left_out=() if seen.failure is None or _fails(report, "runs") else (_told(seen.failure, "runs", _EARLY),),
    )


def _milestones(evidence: Evidence, *, is_wrong: bool) -> Iterator[SeenMilestone]:
    """Those that are found, and, where the values are wrong, the first one that certainly is not."""
    seen, lineage = reached(evidence), evidence.lineage
    if lineage is None:
        return
    missing = seen.first_missing(complete=lineage.trace.complete) if is_wrong else None
    if missing is not None and seen.may_be_hidden(lineage, missing):
        missing = None
    if missing is not None and (event := candidate(lineage, seen, missing)) is not None:
        missing = stands_for(lineage, seen, missing, event)
    for place, milestone in enumerate(seen.milestones):
        if place == missing:
            yield SeenMilestone(milestone.name, is_found=False)
        elif place in seen.events:
            operation = lineage.operation(seen.events[place])
            where = (operation.place.file, operation.place.line) if operation else (None, None)
            yield SeenMilestone(milestone.name, True, *where)


def _with_dependence(checker: Checker, details: Details, report: Report, path: Path) -> Details:
    """Exact zeros of derivatives are there to be seen in wrong code, too, as long as the shapes are right."""
    assert report.exercise is not None
    try:
        found = dependence_of(find(report.exercise), checker, str(path))
    except NoDependence:
        return details
    except NoAnswer as error:
        told = f"The map of dependences is left out. {error}"
        return replace(details, left_out=(*details.left_out, told))
    return replace(details, dependence=replace(found, file=report.file))


def _is_slow(report: Report) -> bool:
    """Whether it was judged at tiny sizes, since others took too much time or memory."""
    return any(each.warns and each.kind in ("timeout", "out_of_memory") for each in report.findings)


def _passes(report: Report, stage: str) -> bool:
    return any(each.id == stage and each.outcome in ("passed", "warned") for each in report.stages)


def _fails(report: Report, stage: str) -> bool:
    return any(each.id == stage and each.outcome == "failed" for each in report.stages)


def _told(failure: Failure | None, stage: str, what: str = _NONE) -> str:
    return f"{what} {finding_of(failure, stage).message if failure is not None else 'The function is gone.'}"
