"""`list`, `start`, `hint`: what a student reads before there is anything to check. Loads no torch."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from grader import progress
from grader.exercise import Exercise, UnknownExercise, find, known_exercises

WRONG_USAGE = 2

ExerciseId = Annotated[str, typer.Argument(metavar="ID", help="An exercise, as `trysquare list` names it.")]


def show_list() -> None:
    """List the exercises, with your progress."""
    so_far = progress.read()
    exercises = known_exercises()
    width = max(len(exercise.id) for exercise in exercises)
    for chapter, members in groupby(exercises, key=lambda exercise: exercise.chapter):
        typer.echo(chapter)
        for exercise in members:
            mark, told = _progress_of(exercise, so_far)
            typer.echo(f"  {mark} {exercise.id:<{width}}  {exercise.title}{told}")
    passed = sum(exercise.id in so_far.passed for exercise in exercises)
    following = next((exercise.id for exercise in exercises if exercise.id not in so_far.passed), None)
    typer.echo(f"\n{passed} of {len(exercises)} passed." + (f" Next: trysquare start {following}" if following else ""))


def start(
    id: ExerciseId, force: Annotated[bool, typer.Option("--force", help="Overwrite the file if it is there.")] = False
) -> None:
    """Write the starter file of an exercise: ID.py, here."""
    exercise = known(id)
    target = Path(f"{exercise.id}.py")
    if target.exists() and not force:
        refuse(f"{target} is already there. Use --force to overwrite it.")
    try:
        target.write_text(exercise.starter(), encoding="utf-8")
    except OSError as error:
        refuse(f"{target} cannot be written: {error.strerror}.")
    typer.echo(f"{exercise.title} ({exercise.source}).\n\n{exercise.task}\n")
    typer.echo(f"Your file: {target}. When you have something: trysquare check {target}")


def hint(id: ExerciseId) -> None:
    """Give the next hint for an exercise: a question, a pointer, nearly the answer."""
    exercise = known(id)
    so_far = progress.read().after_hint(exercise.id, len(exercise.hints))
    progress.write(so_far)
    level = so_far.hints[exercise.id]
    typer.echo(f"Hint {level} of {len(exercise.hints)}: {exercise.hints[level - 1]}")


def solution(
    id: ExerciseId, give_up: Annotated[bool, typer.Option("--give-up", help="Show it before you have passed.")] = False
) -> None:
    """Show the reference solution: after you have passed, or given up."""
    exercise = known(id)
    if not give_up and exercise.id not in progress.read().passed:
        typer.echo(f"You have not passed {exercise.id} yet. A hint: trysquare hint {exercise.id}", err=True)
        typer.echo(f"To see the solution all the same: trysquare solution {exercise.id} --give-up", err=True)
        raise typer.Exit(1)
    typer.echo(exercise.solution(), nl=False)


def known(id: str) -> Exercise:
    """The exercise of that id, or the end with a sentence."""
    try:
        return find(id)
    except UnknownExercise as error:
        refuse(str(error))
        raise


def refuse(sentence: str) -> None:
    """End for wrong usage, with one sentence on stderr."""
    typer.echo(sentence, err=True)
    raise typer.Exit(WRONG_USAGE)


def _progress_of(exercise: Exercise, so_far: progress.Progress) -> tuple[str, str]:
    if exercise.id in so_far.passed:
        return "✓", ""
    best = so_far.best.get(exercise.id)
    return ("·", "") if best is None else ("✗", f"  (best so far {best:.0%})")
