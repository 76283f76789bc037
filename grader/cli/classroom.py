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
from grader.cli.options import Device, DeviceOption, Isolation, IsolationOption, Memory, Timeout, limits_of, place_of

if TYPE_CHECKING:
    from grader.classroom.gather import Handed
    from grader.classroom.gradebook import Entry
    from grader.classroom.run import Progress, Settings
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


def grade(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder for each student, or an exported zip file.")],
    exercise: Annotated[str | None, typer.Option("--exercise", metavar="ID", help="Grade this exercise only.")] = None,
    output: Annotated[Path | None, typer.Option("--output", metavar="DIR", help="Results; default DIR.graded.")] = None,
    store: Annotated[str | None, typer.Option("--store", metavar="URL", help="The store; default in --output.")] = None,
    jobs: Annotated[int | None, typer.Option("--jobs", metavar="N", min=1, help="At once: cores, or GPUs.")] = None,
    device: DeviceOption = Device.auto,
    isolation: IsolationOption = Isolation.bubblewrap,
    timeout: Timeout = 10.0,
    memory: Memory = 2048,
    regrade: Annotated[bool, typer.Option("--regrade", help="Grade again what is graded already.")] = False,
    format: Annotated[Shown, typer.Option("--format", help="How the rows are shown.")] = Shown.text,
) -> None:
    """Grade a class: every submission once, in sandboxes; a run that was stopped goes on."""
    from grader.classroom.gather import NothingToGrade, gather
    from grader.classroom.gpus import gpus
    from grader.classroom.output import write_outputs
    from grader.classroom.run import Settings
    from grader.sandbox.limits import NoSandbox

    if exercise is not None:
        known(exercise)
    results = output or _results_of(folder)
    where, limits = place_of(device, isolation), limits_of(timeout, memory)
    at_once = jobs or len(gpus(where)) or os.cpu_count() or 1
    settings = Settings(at_once, where, isolation.value, limits, exercise, regrade)
    try:
        if isolation is Isolation.bubblewrap:
            _require_sandbox()
        handed = gather(folder)
        results.mkdir(parents=True, exist_ok=True)
        with _opened(store or str(results / "store.sqlite")) as opened:
            entries = _graded(handed, opened, settings)
        write_outputs(results, entries)
    except (NothingToGrade, NoSandbox) as error:
        refuse(str(error))
        raise
    except OSError as error:
        refuse(f"{error.filename or results} cannot be written: {error.strerror}.")
        raise
    _tell([entry for entry in entries if exercise in (None, entry.exercise)], results, format)
    if any(entry.outcome == "error" for entry in entries):
        raise typer.Exit(GRADER_FAILED)


def gradebook(
    place: Annotated[str, typer.Argument(metavar="DIR|STORE", help="What was graded, its results, or a store's URL.")],
    format: Annotated[Book, typer.Option("--format", help="Who is to read it.")] = Book.csv,
    output: Annotated[Path | None, typer.Option("--output", metavar="F", help="Write it to this file.")] = None,
) -> None:
    """The gradebook of a graded class, and what it has understood (`items`)."""
    from grader.classroom import forms

    write = {
        Book.csv: forms.as_csv,
        Book.canvas: forms.as_canvas,
        Book.moodle: forms.as_moodle,
        Book.gradescope: forms.as_gradescope,
        Book.items: forms.as_items,
    }[format]
    with _opened(_store_of(place)) as store:
        text = write(_entries(store))
    if output is None:
        typer.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        refuse(f"{output} cannot be written: {error.strerror}.")


def _graded(handed: Sequence[Handed], store: Store, settings: Settings) -> list[Entry]:
    from grader.classroom.gather import NothingToGrade, in_scope
    from grader.classroom.run import grade as grade_class
    from grader.exercise import known_exercises

    with _progress() as tell:
        try:
            grade_class(handed, store, settings, tell)
        except KeyboardInterrupt:
            typer.echo("Stopped. What is finished is kept: the same command goes on.", err=True)
            raise typer.Exit(INTERRUPTED) from None
    ids = [exercise.id for exercise in known_exercises()]
    found = {row.graded.exercise for row in store.rows()}
    if settings.exercise:
        found |= {settings.exercise, *json.loads(store.setting("exercises", "[]"))}
    else:
        found |= {*in_scope((name for hand in handed for name in hand.files), ids)}
    scope = [each for each in ids if each in found]
    if not scope:
        raise NothingToGrade("No file here solves an exercise, or is named like one. Say which it is: --exercise ID")
    store.set("exercises", json.dumps(scope))
    return _entries(store)


def _entries(store: Store) -> list[Entry]:
    from grader.classroom.gradebook import gradebook as all_entries
    from grader.exercise import find

    scope = [find(id) for id in json.loads(store.setting("exercises", "[]"))]
    return all_entries(store.students(), store.rows(), scope)


def _results_of(folder: Path) -> Path:
    """`DIR.graded`, beside it."""
    folder = folder if folder.name not in ("", "..") else folder.resolve()
    return folder.with_name(f"{folder.name}.graded")


def _store_of(place: str) -> str:
    """The URL or path of the store that a word means: a store, a folder of results, or the folder that was graded."""
    if "://" in place:
        return place
    for path in (Path(place), Path(place) / "store.sqlite", _results_of(Path(place)) / "store.sqlite"):
        if path.is_file():
            return str(path)
    refuse(f"There is no store at {place}. Grade the class first: trysquare grade {place}")
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
