"""`grade` and `gradebook`: a class, graded and told of."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.check import GRADER_FAILED
from grader.cli.learn import known, refuse
from grader.cli.options import (
    Device,
    DeviceOption,
    Isolation,
    IsolationOption,
    Memory,
    Timeout,
    limits_of,
    place_of,
    put,
)

if TYPE_CHECKING:
    from grader.classroom.gather import Handed
    from grader.classroom.gradebook import Entry
    from grader.classroom.run import Progress, Settings
    from grader.classroom.source import Source
    from grader.classroom.store import Store

INTERRUPTED = 130


class Shown(StrEnum):
    """How the rows of a run are shown."""

    text = "text"
    json = "json"


class Book(StrEnum):
    """The forms of a gradebook."""

    csv = "csv"
    canvas = "canvas"
    moodle = "moodle"
    gradescope = "gradescope"
    items = "items"


FolderArgument = Annotated[
    Path | None, typer.Argument(metavar="DIR", help="A folder for each student, or an exported zip file.")
]
CourseOption = Annotated[Path | None, typer.Option("--course", metavar="DIR", help="A course: what was submitted.")]


def grade(
    folder: FolderArgument = None,
    course: CourseOption = None,
    exercise: Annotated[str | None, typer.Option("--exercise", metavar="ID", help="Grade this exercise only.")] = None,
    output: Annotated[Path | None, typer.Option("--output", metavar="DIR", help="Results; default DIR.graded.")] = None,
    store: Annotated[str | None, typer.Option("--store", metavar="URL", help="The store; default in --output.")] = None,
    jobs: Annotated[int | None, typer.Option("--jobs", metavar="N", min=1, help="At once: cores, or GPUs.")] = None,
    cluster: Annotated[
        str | None, typer.Option("--cluster", metavar="ADDRESS", help="A Dask cluster; local:N tries it out.")
    ] = None,
    device: DeviceOption = Device.auto,
    isolation: IsolationOption = Isolation.bubblewrap,
    timeout: Timeout = 10.0,
    memory: Memory = 2048,
    regrade: Annotated[bool, typer.Option("--regrade", help="Grade again what is graded already.")] = False,
    format: Annotated[Shown, typer.Option("--format", help="How the rows are shown.")] = Shown.text,
) -> None:
    """Grade a class: every submission once, in sandboxes; a run that was stopped goes on."""
    from grader.classroom.gather import NothingToGrade
    from grader.classroom.gpus import gpus
    from grader.classroom.run import Settings
    from grader.classroom.unusable import ClusterError
    from grader.sandbox.limits import NoSandbox

    if exercise is not None:
        known(exercise)
    source = source_of(folder, course)
    results = output or source.results
    where, limits = place_of(device, isolation), limits_of(timeout, memory)
    at_once = jobs or len(gpus(where)) or os.cpu_count() or 1
    if jobs is not None and cluster is not None:
        refuse("A cluster has the workers that it has: leave --jobs out.")
    settings = Settings(at_once, where, isolation.value, limits, exercise, regrade, cluster)
    try:
        if isolation is Isolation.bubblewrap and cluster is None:
            _require_sandbox()
        handed = source.handed()
        results.mkdir(parents=True, exist_ok=True)
        with _opened(store or str(results / "store.sqlite")) as opened, _progress() as tell:
            entries = _graded(source, handed, opened, settings, tell)
            source.write(results, opened)
    except (NothingToGrade, NoSandbox, ClusterError) as error:
        refuse(str(error))
        raise
    except OSError as error:
        refuse(f"{error.filename or results} cannot be written: {error.strerror}.")
        raise
    _tell([entry for entry in entries if exercise in (None, entry.exercise)], results, format)
    if any(entry.outcome == "error" for entry in entries):
        raise typer.Exit(GRADER_FAILED)


def gradebook(
    place: Annotated[
        str | None, typer.Argument(metavar="DIR|STORE", help="What was graded, its results, or a store's URL.")
    ] = None,
    course: CourseOption = None,
    format: Annotated[Book, typer.Option("--format", help="Who is to read it.")] = Book.csv,
    output: Annotated[Path | None, typer.Option("--output", metavar="F", help="Write it to this file.")] = None,
) -> None:
    """The gradebook of a graded class, and what it has understood (`items`)."""
    from grader.classroom import forms
    from grader.classroom.source import entries_of

    write = {
        Book.csv: forms.as_csv,
        Book.canvas: forms.as_canvas,
        Book.moodle: forms.as_moodle,
        Book.gradescope: forms.as_gradescope,
        Book.items: forms.as_items,
    }[format]
    from grader.course.terms import FILE

    if place is not None and course is None and (Path(place) / FILE).is_file():
        place, course = None, Path(place)
    source = source_of(None, course) if course else None
    with _opened(_store_of(place, course)) as store:
        text = write(source.entries(store) if source else entries_of(store))
    put(text, output)


def source_of(folder: Path | None, course: Path | None) -> Source:
    """What is to be graded: a folder, or a course. Of a course that was tampered with, it is told."""
    from grader.classroom.source import FolderSource
    from grader.course.source import CourseSource
    from grader.course.terms import FILE, BadCourse

    if folder is not None and course is None and (folder / FILE).is_file():
        folder, course = None, folder
    if (folder is None) == (course is None):
        refuse("Name the submissions: a folder with one folder for each student, or --course DIR.")
    if course is None:
        return FolderSource(folder or Path())
    try:
        source = CourseSource(course)
    except BadCourse as error:
        refuse(str(error))
        raise
    for sentence in source.damaged:
        typer.echo(sentence, err=True)
    return source


def _graded(
    source: Source, handed: Sequence[Handed], store: Store, settings: Settings, tell: Callable[[Progress], None]
) -> list[Entry]:
    from grader.classroom.run import grade as grade_class

    try:
        grade_class(handed, store, settings, tell)
    except KeyboardInterrupt:
        typer.echo("Stopped. What is finished is kept: the same command goes on.", err=True)
        raise typer.Exit(INTERRUPTED) from None
    source.finish(handed, store, settings.exercise)
    return source.entries(store)


def _store_of(place: str | None, course: Path | None) -> str:
    """The URL or path of the store that a word means: a store, a folder of results, or the folder that was graded."""
    from grader.classroom.source import beside

    if (place is None) == (course is None):
        refuse("Name what was graded: the folder, its store, or --course DIR.")
    if place is not None and "://" in place:
        return place
    graded = Path(place) if place is not None else course or Path()
    for path in (graded, graded / "store.sqlite", beside(graded) / "store.sqlite"):
        if path.is_file():
            return str(path)
    again = f"trysquare grade {place or f'--course {course}'}"
    refuse(f"There is no store at {graded}. Grade the class first: {again}")
    raise AssertionError


def _require_sandbox() -> None:
    """Raises `NoSandbox` before anything else is done."""
    from grader.sandbox.bubblewrap import confined

    confined()


@contextmanager
def _opened(url: str) -> Generator[Store]:
    from grader.classroom.store import Store, StoreError

    try:
        store = Store(url)
        try:
            yield store
        finally:
            store.close()
    except StoreError as error:
        refuse(str(error))


@contextmanager
def _progress() -> Generator[Callable[[Progress], None]]:
    """A bar on stderr: how many, how fast, how many failed, and how long it takes."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        *(BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]} files/s")),
        *(TextColumn("{task.fields[failed]} with something to fix"), TimeRemainingColumn()),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, rate="–", failed=0)

        def tell(progress: Progress) -> None:
            speed = bar.tasks[0].speed
            rate = f"{speed:.1f}" if speed else "–"
            bar.update(task, total=progress.files, completed=progress.done, rate=rate, failed=progress.failed)

        yield tell


def _tell(entries: Sequence[Entry], results: Path, format: Shown) -> None:
    if format is Shown.json:
        keys = ("exercise", "outcome", "points", "max_points", "cause", "mistake", "file")
        rows = [{"student": entry.student.student} | {key: getattr(entry, key) for key in keys} for entry in entries]
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False, allow_nan=False))
        return
    students = len({entry.student for entry in entries})
    for exercise in dict.fromkeys(entry.exercise for entry in entries):
        own = [entry for entry in entries if entry.exercise == exercise]
        counted = {outcome: sum(entry.outcome == outcome for entry in own) for outcome in _OUTCOMES}
        told = ", ".join(f"{often} {_OUTCOMES[outcome]}" for outcome, often in counted.items() if often)
        typer.echo(f"{exercise:<24} {told}")
    typer.echo(f"\n{students} students, {len(entries)} rows: {results}/gradebook.csv, {results}/feedback/")


_OUTCOMES = {"passed": "passed", "failed": "to fix", "not_attempted": "not attempted", "error": "the grader failed"}
