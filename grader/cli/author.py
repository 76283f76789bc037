"""`verify` and `new`: exercises tested, and exercises of your own."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.learn import known, refuse
from grader.exercise import FOLDER, Exercise, known_exercises

if TYPE_CHECKING:
    from grader.verify import Verified

PathOption = Annotated[
    Path | None, typer.Option("--path", metavar="DIR", help=f"A folder with exercises of your own (or set {FOLDER}).")
]


def verify(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Exercises. Without any: all.")] = None,
    path: PathOption = None,
) -> None:
    """Test exercises themselves: reference, starter, mistakes, hints, and mutants of the reference."""
    use_folder(path)
    chosen = [known(id) for id in ids] if ids else [*known_exercises()]
    found = [_verified(exercise) for exercise in chosen]
    bad = [each for each in found if each.problems]
    killed, counted = sum(each.killed for each in found), sum(each.mutants - each.excused for each in found)
    typer.echo(f"\n{len(found) - len(bad)} of {len(found)} exercises verified; {killed} of {counted} mutants rejected.")
    if bad:
        where = f" --path {path}" if path is not None else ""
        typer.echo(f"Again: trysquare verify {' '.join(each.exercise for each in bad)}{where}")
    raise typer.Exit(1 if bad else 0)


def new(
    id: Annotated[str, typer.Argument(metavar="ID", help="The exercise's id: the name of the function.")],
    reference: Annotated[str, typer.Option("--reference", metavar="MODULE:NAME", help="A typed function of yours.")],
    path: PathOption = None,
) -> None:
    """Start an exercise of your own from a typed function."""
    from grader.scaffold import CannotScaffold, scaffold

    sys.path.insert(0, str(Path.cwd()))
    folder = path or Path(os.environ.get(FOLDER) or "my_exercises")
    try:
        made = scaffold(id, reference, folder)
    except CannotScaffold as error:
        refuse(str(error))
        raise
    typer.echo(f"Made {made}: fill in the task, the hints and the mistakes.")
    typer.echo(f"Then: trysquare verify {id} --path {folder}")
    typer.echo(f"Students: {FOLDER}={folder} trysquare start {id}")


def use_folder(path: Path | None) -> None:
    """Exercises of this folder count from now on."""
    if path is not None:
        if not (path / "__init__.py").is_file():
            refuse(
                f"{path} is no folder of exercises. Make one: trysquare new ID --reference MODULE:NAME --path {path}"
            )
        os.environ[FOLDER] = str(path.resolve())
    if os.environ.get(FOLDER):
        sys.path.insert(0, str(Path.cwd()))


def _verified(exercise: Exercise) -> Verified:
    import torch

    from grader.verify import verify as verify_one

    torch.set_num_threads(1)
    found = verify_one(exercise)
    mark = "✗" if found.problems else "✓"
    excused = f", {found.excused} excused" if found.excused else ""
    typer.echo(
        f"{mark} {found.exercise}: {found.mistakes} mistakes named, "
        f"{found.killed} of {found.mutants - found.excused} mutants rejected ({found.rate:.0%}{excused})"
    )
    for problem in found.problems:
        typer.echo(f"    {problem}")
    return found
