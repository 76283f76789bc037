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

from grader.cli.learn import known, refuse

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


class Isolation(StrEnum):
    """What keeps a submission apart from this machine."""

    bubblewrap = "bubblewrap"
    process = "process"


class Device(StrEnum):
    """Where submissions run."""

    auto = "auto"
    cpu = "cpu"
    cuda = "cuda"
    mps = "mps"


def grade(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder for each student, or an exported zip file.")],
    exercise: Annotated[str | None, typer.Option("--exercise", metavar="ID", help="Grade this exercise only.")] = None,
    output: Annotated[Path | None, typer.Option("--output", metavar="DIR", help="Results; default DIR.graded.")] = None,
    store: Annotated[str | None, typer.Option("--store", metavar="URL", help="The store; default in --output.")] = None,
    jobs: Annotated[int | None, typer.Option("--jobs", metavar="N", min=1, help="At once; default: cores.")] = None,
    device: Annotated[Device, typer.Option("--device", help="Where submissions run; auto is the CPU.")] = Device.auto,
    isolation: Annotated[Isolation, typer.Option("--isolation", help="What holds them.")] = Isolation.bubblewrap,
    timeout: Annotated[float, typer.Option("--timeout", metavar="S", min=0.1, help="Seconds, as for `check`.")] = 10.0,
    memory: Annotated[int, typer.Option("--memory", metavar="MIB", min=64, help="MiB, as for `check`.")] = 2048,
    regrade: Annotated[bool, typer.Option("--regrade", help="Grade again what is graded already.")] = False,
    format: Annotated[Shown, typer.Option("--format", help="How the rows are shown.")] = Shown.text,
) -> None:
    """Grade a class: every submission once, in sandboxes; a run that was stopped goes on."""
    from grader.classroom.gather import NothingToGrade, gather
    from grader.classroom.output import write_outputs
    from grader.classroom.run import Settings
    from grader.sandbox.limits import Limits

    if exercise is not None:
        known(exercise)
    results = output or Path(f"{str(folder).rstrip('/')}.graded")
    limits = Limits(seconds=timeout, memory_mib=memory, cpu_seconds=max(12 * timeout, 30.0))
    where = "cpu" if device is Device.auto else device.value
    settings = Settings(jobs or os.cpu_count() or 1, where, isolation.value, limits, exercise, regrade)
    _require_sandbox(isolation, where)
    try:
        handed = gather(folder)
        results.mkdir(parents=True, exist_ok=True)
        with _opened(store or str(results / "store.sqlite")) as opened:
            entries = _graded(handed, opened, settings)
        write_outputs(results, entries)
    except NothingToGrade as error:
        refuse(str(error))
        raise
    except OSError as error:
        refuse(f"{error.filename or results} cannot be written: {error.strerror}.")
        raise
    _tell(entries, results, format)


def gradebook(
    place: Annotated[str, typer.Argument(metavar="DIR|STORE", help="What was graded, its results, or a store's URL.")],
    format: Annotated[Book, typer.Option("--format", help="Who is to read it.")] = Book.csv,
    output: Annotated[Path | None, typer.Option("--output", metavar="F", help="Write it to this file.")] = None,
) -> None:
    """The gradebook of a graded class, and what it has understood (`items`)."""
    from grader.classroom import gradebook as forms

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
    from grader.classroom.gather import in_scope
    from grader.classroom.run import grade as grade_class
    from grader.exercise import known_exercises

    with _progress() as tell:
        try:
            grade_class(handed, store, settings, tell)
        except KeyboardInterrupt:
            typer.echo("Stopped. What is finished is kept: the same command goes on.", err=True)
            raise typer.Exit(INTERRUPTED) from None
    ids = [exercise.id for exercise in known_exercises()]
    solved = {row.graded.exercise for row in store.rows()}
    named = in_scope((name for hand in handed for name in hand.files), ids)
    scope = [settings.exercise] if settings.exercise else [each for each in ids if each in solved or each in named]
    store.set("exercises", json.dumps(scope))
    return _entries(store)


def _entries(store: Store) -> list[Entry]:
    from grader.classroom.gradebook import gradebook as all_entries
    from grader.exercise import find

    scope = [find(id) for id in json.loads(store.setting("exercises", "[]"))]
    return all_entries(store.students(), store.rows(), scope)


def _store_of(place: str) -> str:
    """The URL or path of the store that a word means: a store, a folder of results, or the folder that was graded."""
    if "://" in place:
        return place
    for path in (Path(place), Path(place) / "store.sqlite", Path(f"{place.rstrip('/')}.graded") / "store.sqlite"):
        if path.is_file():
            return str(path)
    refuse(f"There is no store at {place}. Grade the class first: trysquare grade {place}")
    raise AssertionError


def _require_sandbox(isolation: Isolation, device: str) -> None:
    from grader.sandbox.limits import NoSandbox

    if isolation is Isolation.process:
        return
    if device != "cpu":
        refuse("The sandbox runs submissions on the CPU. Use --device cpu, or --isolation process.")
    from grader.sandbox.bubblewrap import confined

    try:
        confined()
    except NoSandbox as error:
        refuse(str(error))


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
        keys = ("student", "exercise", "outcome", "points", "max_points", "cause", "mistake", "file")
        rows = [{key: getattr(entry, key) for key in keys} for entry in entries]
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
