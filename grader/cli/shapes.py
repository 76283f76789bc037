"""`trace` and `shapes`: what every sub-expression does to shapes, in a file of yours or in the reference."""

from __future__ import annotations

import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from grader.cli.check import TO_FIX, checker_on_cpu
from grader.cli.learn import ExerciseId, known, refuse


class ListingFormat(StrEnum):
    """How a file with its shapes is written."""

    text = "text"
    json = "json"
    markdown = "markdown"


SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=…",
        help="A size, n=1, or the shape of an argument, W_hh=h,1. May be given several times.",
    ),
]


def trace(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A Python file: a solution, or any program.")],
    exercise: Annotated[
        str | None, typer.Option("--exercise", metavar="ID", help="Trace the call of this exercise only.")
    ] = None,
    format: Annotated[ListingFormat, typer.Option("--format", help="How the shapes are written.")] = ListingFormat.text,
    timeout: Annotated[float, typer.Option("--timeout", metavar="S", min=0.1, help="Seconds.")] = 10.0,
) -> None:
    """Show a file with the shape of every sub-expression."""
    if exercise is not None:
        known(exercise)
    checker = checker_on_cpu(timeout)
    from grader.render import listing as render
    from grader.sandbox.files import FileTooBig, UnusableFile
    from grader.tracing import trace_file

    try:
        listings = trace_file(checker, Path(file), exercise, shown_as=file)
    except (UnusableFile, FileTooBig) as error:
        refuse(str(error))
        raise
    finally:
        checker.close()
    if format is ListingFormat.json:
        typer.echo(render.render_listing_json(listings))
    elif format is ListingFormat.markdown:
        typer.echo(render.render_listing_markdown(listings), nl=False)
    else:
        width = shutil.get_terminal_size((80, 24)).columns
        typer.echo(render.render_listing(listings, width, colour=sys.stdout.isatty()), nl=False)
    raise typer.Exit(TO_FIX if any(each.failure for each in listings) else 0)


def shapes(id: ExerciseId, set: SetOption = None) -> None:
    """Show the shapes inside an exercise's reference. What if they were others?"""
    exercise = known(id)
    from grader.render.what_if import render_what_if
    from grader.setting import UnknownName
    from grader.what_if import what_if

    try:
        found = what_if(exercise, set or [])
    except UnknownName as error:
        refuse(str(error))
        raise
    width = shutil.get_terminal_size((80, 24)).columns
    typer.echo(render_what_if(found, width, colour=sys.stdout.isatty()), nl=False)
