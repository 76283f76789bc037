"""`bundle`: what Gradescope or GitHub needs to grade with Trysquare."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from grader.cli.learn import known, refuse


class Platform(StrEnum):
    """Where submissions are graded."""

    gradescope = "gradescope"
    github = "github"


def bundle(
    platform: Annotated[Platform, typer.Argument(help="Who is to grade.")],
    exercise: Annotated[
        list[str] | None, typer.Option("--exercise", metavar="ID", help="An exercise that counts. May be repeated.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="PATH", help="The zip file; or the folder of a repository.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite what is there.")] = False,
) -> None:
    """Write an autograder for Gradescope, or a workflow for repositories on GitHub."""
    from grader.bundle.make import github_files, gradescope_zip
    from grader.bundle.wheel import CannotBundle

    chosen = [known(id) for id in dict.fromkeys(exercise or ())]
    try:
        if platform is Platform.gradescope:
            files = {output or Path("autograder.zip"): gradescope_zip(chosen)}
        else:
            files = {(output or Path()) / name: data for name, data in github_files(chosen).items()}
    except CannotBundle as error:
        refuse(str(error))
        raise
    _write(files, force=force)
    if chosen:
        typer.echo(f"{', '.join(each.id for each in chosen)}: {sum(sum(c.weights.values()) for c in chosen)} points.")
    else:
        typer.echo("Every exercise that is handed in counts. To say which must be: --exercise ID")


def _write(files: dict[Path, bytes], *, force: bool) -> None:
    there = [path for path in files if path.exists()]
    if there and not force:
        refuse(f"{there[0]} is there already, and nothing was written. Overwrite it with --force.")
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            typer.echo(f"Wrote {path}")
    except OSError as error:
        refuse(f"{error.filename} cannot be written: {error.strerror}.")
