"""`check` and `demo`."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader import progress
from grader.cli.learn import WRONG_USAGE, known, refuse
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
from grader.exercise import known_exercises

if TYPE_CHECKING:
    from grader.checker import Checker
    from grader.report import Details, Report

TO_FIX, GRADER_FAILED = 1, 3


class Format(StrEnum):
    """How reports are written."""

    text = "text"
    json = "json"
    markdown = "markdown"
    html = "html"
    junit = "junit"


Files = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILE]...",
        help="Python files and notebooks. Without any: the files here that are named like exercises.",
    ),
]
ExerciseOption = Annotated[str | None, typer.Option("--exercise", metavar="ID", help="Judge this exercise only.")]
FormatOption = Annotated[Format, typer.Option("--format", help="How the reports are written.")]
Output = Annotated[Path | None, typer.Option("--output", metavar="F", help="Write the reports to this file.")]


def check(
    files: Files = None,
    exercise: ExerciseOption = None,
    device: DeviceOption = Device.auto,
    format: FormatOption = Format.text,
    output: Output = None,
    timeout: Timeout = 10.0,
    memory: Memory = 2048,
    isolation: IsolationOption = Isolation.process,
) -> None:
    """Check solutions against the reference: shapes, values, gradients."""
    if exercise is not None:
        known(exercise)
    paths = files or _exercise_files()
    checker = _checker(device, timeout, memory, isolation)
    reports, details, refused = _check_all(checker, paths, exercise, in_detail=format is Format.html)
    progress.write(progress.read().after(reports))
    if reports or format not in (Format.text, Format.markdown):
        _show(reports, format, output, details)
    raise typer.Exit(max([_exit_code(report) for report in reports] + [WRONG_USAGE] * refused, default=0))


def demo() -> None:
    """Check a flawed submission: a recurrence that multiplies, broadcasts, and never crashes."""
    flawed = Path(__file__).parent.parent / "demo" / "rnn_cell.py"
    typer.echo("A submission for rnn_cell, one step of a recurrent layer. Nothing in it crashes:\n")
    typer.echo("".join(f"    {line}".rstrip() + "\n" for line in flawed.read_text(encoding="utf-8").splitlines()))
    typer.echo("$ trysquare check rnn_cell.py\n")
    checker = _checker(Device.cpu, timeout=10.0, memory=2048)
    reports = checker.check(flawed, shown_as="rnn_cell.py")
    checker.close()
    _show(reports, Format.text, None)
    typer.echo("\nNow yours: trysquare list, trysquare start rnn_cell, trysquare check rnn_cell.py")


def _check_all(
    checker: Checker, paths: Sequence[str], exercise: str | None, *, in_detail: bool
) -> tuple[list[Report], list[Details], int]:
    """Judge file after file. A path that cannot be judged is told on stderr, and the others still are.

    `in_detail`: look at each submission once more, for what a page shows beside its report.
    """
    from grader.sandbox.files import UnusableFile

    reports: list[Report] = []
    details: list[Details] = []
    refused = 0
    try:
        for path in paths:
            try:
                found = checker.check(Path(path), exercise, shown_as=path)
            except UnusableFile as error:
                typer.echo(str(error), err=True)
                refused += 1
                continue
            reports += found
            details += _details(checker, found, Path(path)) if in_detail else []
    finally:
        checker.close()
    return reports, details, refused


def _details(checker: Checker, reports: Sequence[Report], path: Path) -> list[Details]:
    from grader.details import details_of

    return [details_of(checker, report, path) for report in reports]


def _checker(device: Device, timeout: float, memory: int, isolation: Isolation = Isolation.process) -> Checker:
    """A checker with its worker started: the worker has to be forked before anything holds the answers."""
    from grader.checker import Checker
    from grader.sandbox.limits import NoSandbox

    checker = Checker(place_of(device, isolation), limits_of(timeout, memory), isolation=isolation.value)
    try:
        checker.warm_up()
    except NoSandbox as error:
        refuse(str(error))
    return checker


def checker_on_cpu(timeout: float) -> Checker:
    """A checker with its worker started, for other commands that run a student's file."""
    return _checker(Device.cpu, timeout, memory=2048)


def _exercise_files() -> list[str]:
    """The files in this folder that are named like exercises, in the order of the curriculum."""
    found = [name for exercise in known_exercises() if Path(name := f"{exercise.id}.py").is_file()]
    if not found:
        refuse("There is no file here that is named like an exercise. Name one: trysquare check FILE")
    return found


def _show(reports: Sequence[Report], format: Format, output: Path | None, details: Sequence[Details] = ()) -> None:
    text = _rendered(reports, format, details, colour=output is None and sys.stdout.isatty())
    put(text if text.endswith("\n") else f"{text}\n", output)


def _rendered(reports: Sequence[Report], format: Format, details: Sequence[Details], *, colour: bool) -> str:
    if format is Format.json:
        from grader.render.as_json import render_json

        return render_json(reports)
    if format is Format.markdown:
        from grader.render.markdown import render_markdown

        return render_markdown(reports)
    if format is Format.html:
        from grader.render.html import render_html

        return render_html(list(zip(reports, details, strict=True)))
    if format is Format.junit:
        from grader.render.junit import render_junit

        return render_junit(reports)
    from grader.render.console import render_console

    return render_console(reports, shutil.get_terminal_size((80, 24)).columns, colour=colour)


def _exit_code(report: Report) -> int:
    if report.outcome == "error":
        return GRADER_FAILED
    return 0 if report.outcome == "passed" else TO_FIX
