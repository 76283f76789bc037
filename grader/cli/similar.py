"""`similar`: submissions of different students that are alike."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from grader.cli.classroom import CourseOption, FolderArgument, Shown, source_of
from grader.cli.learn import known, refuse
from grader.cli.options import put


def similar(
    folder: FolderArgument = None,
    course: CourseOption = None,
    exercise: Annotated[
        str | None, typer.Option("--exercise", metavar="ID", help="Compare this exercise only.")
    ] = None,
    least: Annotated[
        float, typer.Option("--least", metavar="SHARE", min=0.0, max=1.0, help="Alike from this share on, 0 to 1.")
    ] = 0.7,
    format: Annotated[Shown, typer.Option("--format", help="How the pairs are shown.")] = Shown.text,
    output: Annotated[Path | None, typer.Option("--output", metavar="F", help="Write it to this file.")] = None,
) -> None:
    """Show submissions of different students that are alike, side by side. It is no proof of anything."""
    from grader.classroom.gather import NothingToGrade
    from grader.classroom.similar import similar as alike
    from grader.render.similar import render_similar, render_similar_json

    if exercise is not None:
        known(exercise)
    try:
        handed = source_of(folder, course).handed()
    except NothingToGrade as error:
        refuse(str(error))
        raise
    pairs = alike(handed, exercise, least)
    width = shutil.get_terminal_size((80, 24)).columns
    text = f"{render_similar_json(pairs)}\n" if format is Shown.json else render_similar(pairs, len(handed), width)
    put(text, output)
