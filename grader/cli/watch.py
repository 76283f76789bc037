"""`watch`: the report again at every save, from a worker that is warm."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader import progress
from grader.cli.check import checker_on_cpu
from grader.cli.learn import known, refuse
from grader.exercise import known_exercises

if TYPE_CHECKING:
    from grader.checker import Checker
    from grader.report import Report


def watch(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE]...", help="Files. Without any: those here that are named like exercises."),
    ] = None,
    exercise: Annotated[str | None, typer.Option("--exercise", metavar="ID", help="Judge this exercise only.")] = None,
    timeout: Annotated[float, typer.Option("--timeout", metavar="S", min=0.1, help="Seconds, as for check.")] = 10.0,
) -> None:
    """Check again at every save. Ctrl-C ends it."""
    if exercise is not None:
        known(exercise)
    watched = {Path(file).resolve(): file for file in files} if files else None
    for file in files or ():
        if not Path(file).resolve().parent.is_dir():
            refuse(f"{file} cannot be watched: its folder does not exist.")
    checker = checker_on_cpu(timeout)
    try:
        _watch(checker, watched, exercise)
    except KeyboardInterrupt:
        pass
    finally:
        checker.close()


def _watch(checker: Checker, watched: dict[Path, str] | None, exercise: str | None) -> None:
    """Show what is there, and then whatever is saved."""
    from grader.watching import saves

    folders = {path.parent for path in watched} if watched else {Path.cwd()}
    changes = saves(folders)
    next(changes)  # from here on no save is missed
    there = {path for path in _files(watched) if path.is_file()}
    _show(checker, there, _files(watched), exercise)
    for saved in changes:
        files = _files(watched)
        # A helper that files import may have changed: then all of them may have.
        again = {path for path in files if path in saved or (saved - files.keys() and path.is_file())}
        if again:
            _show(checker, again, files, exercise)


def _files(watched: dict[Path, str] | None) -> dict[Path, str]:
    """Every file that is watched, whether it is there yet or not, and how it is called."""
    if watched is not None:
        return watched
    return {(Path.cwd() / name).resolve(): name for each in known_exercises() for name in (f"{each.id}.py",)}


def _show(checker: Checker, again: set[Path], names: dict[Path, str], exercise: str | None) -> None:
    """Replace what is on the screen by the reports of these files."""
    from rich.console import Console

    from grader.render.console import render_console
    from grader.sandbox.files import UnusableFile

    started = time.perf_counter()
    reports: list[Report] = []
    said: list[str] = []
    for path, name in names.items():
        if path in again:
            try:
                reports += checker.check(path, exercise, shown_as=name)
            except UnusableFile as error:
                said.append(str(error))
    seconds = time.perf_counter() - started
    if sys.stdout.isatty():
        Console().clear()
    if reports:
        width = shutil.get_terminal_size((80, 24)).columns
        typer.echo(render_console(reports, width, colour=sys.stdout.isatty()), nl=False)
        for sentence in _next(reports):
            typer.echo(sentence)
    for sentence in said:
        typer.echo(sentence)
    waiting = "" if again else "There is no file here yet that is named like an exercise: trysquare start ID. "
    typer.echo(f"\n{waiting}Watching; Ctrl-C ends it. ({time.strftime('%H:%M:%S')}, {1000 * seconds:.0f} ms)")
    sys.stdout.flush()


def _next(reports: list[Report]) -> list[str]:
    """What to do after everything has passed."""
    so_far = progress.read().after(reports)
    progress.write(so_far)
    if not all(report.outcome == "passed" for report in reports):
        return []
    following = next((each.id for each in known_exercises() if each.id not in so_far.passed), None)
    if following is None:
        return ["\nThat was the last exercise: all are passed."]
    return [f"\nNext: trysquare start {following}"]
