"""`course init`, `submit`, `status`: a course folder, from both sides. Only whether files load needs torch."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.check import TO_FIX, checker_on_cpu
from grader.cli.learn import known, refuse
from grader.exercise import known_exercises

if TYPE_CHECKING:
    from grader.checker import Checker
    from grader.course.intake import Intake
    from grader.course.results import Result
    from grader.course.submission import Submission
    from grader.course.terms import Course

_PATIENCE = 20.0
"""Seconds to wait for a turn at loading a file: torch takes memory, and others hand in, too."""

app = typer.Typer(help="Courses: a folder that takes submissions.", no_args_is_help=True, rich_markup_mode=None)

CourseOption = Annotated[Path, typer.Option("--course", metavar="DIR", help="The course's folder.")]
StudentOption = Annotated[str, typer.Option("--student", metavar="ID", help="Who you are in this course.")]


@app.callback()
def courses() -> None:
    """Courses: a folder that takes submissions."""


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make, where all can write.")],
    exercise: Annotated[
        list[str] | None,
        typer.Option("--exercise", metavar="ID", help="Offer this one. May be repeated. Default: all."),
    ] = None,
    title: Annotated[str, typer.Option("--title", help="What the course is called.")] = "A course",
    due: Annotated[str | None, typer.Option("--due", metavar="TIME", help="As in 2026-12-01T23:59+01:00.")] = None,
    attempts: Annotated[int | None, typer.Option("--attempts", metavar="N", min=1, help="For each exercise.")] = None,
    refill_hours: Annotated[
        float | None, typer.Option("--refill-hours", metavar="H", min=0.01, help="Until one more attempt is there.")
    ] = None,
    points: Annotated[float | None, typer.Option("--points", metavar="P", min=0.01, help="For each exercise.")] = None,
) -> None:
    """Make a course folder: its terms in course.toml, to be edited, and the place for submissions."""
    from grader.course.folder import FolderIntake
    from grader.course.terms import FILE, BadCourse, Terms, read_course, template

    path = folder / FILE
    if path.exists():
        refuse(f"{path} is already there: edit it, or make another folder.")
    terms = Terms(due=_time(due), points=points, attempts=attempts, refill_hours=refill_hours)
    offered = dict.fromkeys(known(id).id for id in exercise) if exercise else [each.id for each in known_exercises()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(template(title, dict.fromkeys(offered, terms)), encoding="utf-8")
        FolderIntake(folder).make()
        read_course(folder)
    except OSError as error:
        refuse(f"{error.filename or folder} cannot be written: {error.strerror}.")
    except BadCourse as error:
        refuse(f"{folder} cannot become a course: {error}")
    exercises = "1 exercise" if len(offered) == 1 else f"{len(offered)} exercises"
    quoted = shlex.quote(str(folder))
    typer.echo(f"Made {path} with {exercises}: edit dates, attempts and points there.")
    typer.echo(f"Students: trysquare submit FILE --course {quoted} --student ID")
    typer.echo(f"You: trysquare grade --course {quoted}")


def submit(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Python files, or notebooks.")],
    course: CourseOption,
    student: StudentOption,
) -> None:
    """Hand files in to a course. Prints a receipt."""
    from grader.course.intake import NotTaken

    terms, intake = _opened(course)
    offered = _gathered(files)
    if terms.students and student not in terms.students:
        refuse(f"There is no student `{student}` in this course: use the id that your instructor gave you.")
    warnings = _warnings(terms, intake, student, offered)
    try:
        taken = intake.take(student, offered)
    except NotTaken as error:
        refuse(str(error))
        raise
    _tell_receipt(taken.submission, is_new=taken.is_new, counts=terms.counts)
    for warning in warnings:
        typer.echo(warning, err=True)
    if taken.is_new:
        for sentence in _doubts(files):
            typer.echo(sentence, err=True)


def status(
    course: CourseOption,
    student: StudentOption,
    receipt: Annotated[
        str | None, typer.Option("--receipt", metavar="HASH", help="Verify this receipt, and tell of nothing else.")
    ] = None,
) -> None:
    """Show what a course has received from a student, and what was found."""
    from grader.render.console import render_console

    terms, intake = _opened(course)
    received, damaged = intake.received(student)
    if receipt is not None:
        _verify(receipt, received)
        return
    for sentence in damaged:
        typer.echo(sentence, err=True)
    if not received:
        typer.echo(f"{terms.title}: nothing has been received from {student}.")
        raise typer.Exit(TO_FIX)
    typer.echo(f"{terms.title}: received from {student}\n")
    latest: list[Result] = []
    for submission in received:
        typer.echo(f"{_in_local_time(submission)}  {', '.join(submission.files)}")
        typer.echo(f"  receipt {submission.receipt}")
        found = intake.results(submission)
        for result in found.results if found else ():
            typer.echo(f"  {_in_words(result)}")
        if found is None:
            typer.echo("  not graded yet")
        latest = [*found.results] if found else latest
    if latest:
        width = shutil.get_terminal_size((80, 24)).columns
        reports = [result.report for result in latest]
        shown = render_console(reports, width, colour=sys.stdout.isatty())
        typer.echo(f"\nThe last one that is graded:\n\n{shown}", nl=False)


def _opened(folder: Path) -> tuple[Course, Intake]:
    from grader.course.folder import FolderIntake
    from grader.course.terms import BadCourse, read_course

    try:
        return read_course(folder), FolderIntake(folder)
    except BadCourse as error:
        refuse(str(error))
        raise


def _time(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        time = datetime.min
    if time.tzinfo is None:
        refuse(f"`{text}` is no time with an offset from UTC: write it as in 2026-12-01T23:59+01:00.")
    return time


def _gathered(files: list[Path]) -> dict[str, bytes]:
    """The files by their bare names, and those beside them that they may import."""
    from grader.sandbox.files import FileTooBig, UnusableFile, limit_of, read_submission

    gathered: dict[str, bytes] = {}
    for path in files:
        if not path.name.isprintable():
            refuse(f"{path!r} has a name that cannot be handed in: use letters, digits and _.")
        try:
            source = read_submission(path, limit_of(path.name))
        except (UnusableFile, FileTooBig) as error:
            refuse(str(error))
            raise
        if gathered.get(path.name, source) != source:
            refuse(f"Two files are called {path.name}: hand them in one after the other, or rename one.")
        gathered[path.name] = source
        gathered |= {name: data for name, data in _imported(path, source).items() if name not in gathered}
    return gathered


def _imported(path: Path, source: bytes) -> dict[str, bytes]:
    """The files beside a file that it imports, or that those import."""
    from grader.sandbox.files import read_siblings

    found = read_siblings(path, source)
    whole = b"\n".join([source, *found.values()])
    return {f"{name}.py": data for name, data in found.items() if _imports(whole, name)}


def _imports(source: bytes, module: str) -> bool:
    """
    >>> _imports(b"def rnn_cell(X): ...", "rnn_cell"), _imports(b"  from rnn_cell import x", "rnn_cell")
    (False, True)
    """
    return re.search(rb"^\s*(from|import)\b[^\n#]*\b%b\b" % module.encode(), source, re.MULTILINE) is not None


def _warnings(terms: Course, intake: Intake, student: str, files: dict[str, bytes]) -> list[str]:
    """What the student should know of an offer; or the end, where no attempt is left for anything in it."""
    from grader.course.allowance import allowances

    named, now = allowances(terms, intake.received(student)[0], files, datetime.now(UTC)), datetime.now(UTC)
    if not named:
        return [f"No file is named like an exercise of this course or defines one: {', '.join(terms.exercises)}."]
    spent = [each.in_words(now) for each in named if not each.may]
    if len(spent) == len(named):
        for sentence in spent:
            typer.echo(sentence, err=True)
        raise typer.Exit(TO_FIX)
    return [*spent, *(each.late for each in named if each.may and each.late)]


def _tell_receipt(submission: Submission, *, is_new: bool, counts: str) -> None:
    when = _in_local_time(submission)
    if is_new:
        typer.echo(f"Received from {submission.student} at {when}: {', '.join(submission.files)}.")
    else:
        last = " It keeps its place: what you handed in after it is still your last." if counts == "last" else ""
        typer.echo(f"The very same was received from {submission.student} at {when}: it stays one submission.{last}")
    typer.echo(f"Receipt: {submission.receipt}")


def _doubts(files: list[Path]) -> Iterator[str]:
    """A file that does not load is received all the same: its student should know."""
    from grader.course.turns import turn

    with turn(_PATIENCE) as is_ours:
        if not is_ours:
            yield "This machine is busy: whether it loads was not tried. To see: trysquare check"
            return
        checker = checker_on_cpu(timeout=10.0)
        try:
            for path in files:
                if not _loads(checker, path):
                    yield f"Warning: {path.name} does not load. See why: trysquare check {path}"
        finally:
            checker.close()


def _loads(checker: Checker, path: Path) -> bool:
    session = checker.open(path, path.name)
    try:
        session.begin()
        return session.loaded().failure is None
    finally:
        session.close()


def _verify(receipt: str, received: list[Submission]) -> None:
    for submission in received:
        if submission.receipt == receipt.strip().lower():
            names, when = ", ".join(submission.files), _in_local_time(submission)
            typer.echo(f"✓ This is the receipt of {names}, received at {when}, and as it was then.")
            return
    typer.echo("✗ Nothing that was received from this student has this receipt.")
    raise typer.Exit(TO_FIX)


def _in_local_time(submission: Submission) -> str:
    return f"{submission.received.astimezone():%Y-%m-%d %H:%M:%S %Z}"


def _in_words(result: Result) -> str:
    remark = f" ({result.remark})" if result.remark else ""
    counts = ", counts" if result.counts else ""
    return f"{result.exercise}: {result.points:g} of {result.max_points:g} points{remark}{counts}"
