"""`gradients` and `dependence`: what happens to gradients over time, and what each output depends on, as pictures."""

from __future__ import annotations

import json
import math
import shutil
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from grader.cli.check import TO_FIX, checker_on_cpu
from grader.cli.learn import ExerciseId, known, refuse

if TYPE_CHECKING:
    from grader.checker import Checker

T = TypeVar("T")


class Activation(StrEnum):
    """What the reference applies at each step: its own function, or another one in the place of its tanh."""

    own = "own"
    tanh = "tanh"
    relu = "relu"
    identity = "identity"


class DataFormat(StrEnum):
    """How the numbers are written."""

    text = "text"
    json = "json"


File = Annotated[
    str | None, typer.Argument(metavar="[FILE]", help="A solution of yours; without one, the reference is shown.")
]
Picture = Annotated[
    Path | None, typer.Option("--output", metavar="F", help="Save a plot: F.svg, F.png or F.html (extra `plots`).")
]
FormatOption = Annotated[DataFormat, typer.Option("--format", help="A chart in the terminal, or the numbers.")]
Seconds = Annotated[float, typer.Option("--timeout", metavar="S", min=0.1, help="Seconds for the file.")]


def gradients(
    id: ExerciseId,
    file: File = None,
    steps: Annotated[int, typer.Option("--steps", metavar="T", min=2, max=1000, help="Steps.")] = 100,
    radius: Annotated[
        float,
        typer.Option("--radius", metavar="R", min=0.01, max=10.0, help="Spectral radius of the recurrent weights."),
    ] = 0.9,
    activation: Annotated[
        Activation, typer.Option("--activation", help="Of the reference; a file computes what it says.")
    ] = Activation.own,
    output: Picture = None,
    format: FormatOption = DataFormat.text,
    timeout: Seconds = 10.0,
) -> None:
    """Show how gradients flow back through time: vanishing, exploding, or cut off."""
    exercise = known(id)
    _can_be_saved(output)
    with _checker(file, timeout) as checker:
        from grader.gradients import NoFlow, Setting, follow

        setting = Setting(steps, radius, activation.value)
        followed = _asked(lambda: follow(exercise, setting, checker, file), NoFlow)
    from grader.render.flow import render_flow, title_of
    from grader.render.plots import save_flow
    from grader.report.flow import cut_of

    if output is not None:
        _saved(lambda path: save_flow(followed.flow, path, title_of(followed)), output)
    if format is DataFormat.json:
        typer.echo(json.dumps(followed.as_json(), indent=2, ensure_ascii=False, allow_nan=False))
    else:
        width = shutil.get_terminal_size((80, 24)).columns
        typer.echo(render_flow(followed, width, colour=sys.stdout.isatty()), nl=False)
    flow = followed.flow
    cut_elsewhere = bool(flow.expected) and flow.cut_at is not None and flow.cut_at != cut_of(flow.expected)
    raise typer.Exit(TO_FIX if file and (cut_elsewhere or flow.verdict == "not_finite") else 0)


def dependence(
    id: ExerciseId,
    file: File = None,
    output: Picture = None,
    format: FormatOption = DataFormat.text,
    timeout: Seconds = 10.0,
) -> None:
    """Show on which inputs each output depends: steps of time, and rows of the batch."""
    exercise = known(id)
    _can_be_saved(output)
    with _checker(file, timeout) as checker:
        from grader.dependence import NoDependence, dependence_of

        found = _asked(lambda: dependence_of(exercise, checker, file), NoDependence)
    from grader.render.dependence import render_dependence
    from grader.render.plots import save_dependence

    if output is not None:
        _saved(lambda path: save_dependence(found, path), output)
    if format is DataFormat.json:
        typer.echo(json.dumps(found.as_json(), indent=2, ensure_ascii=False, allow_nan=False))
    else:
        width = shutil.get_terminal_size((80, 24)).columns
        typer.echo(render_dependence(found, width, colour=sys.stdout.isatty()), nl=False)
    is_finite = all(math.isfinite(norm) for row in found.steps for norm in row)
    raise typer.Exit(TO_FIX if found.marked_steps or found.marked_rows or not is_finite else 0)


@contextmanager
def _checker(file: str | None, timeout: float) -> Generator[Checker | None]:
    """A checker whose worker is started before the reference is loaded; none where there is no file to be run."""
    if file is None:
        yield None
        return
    checker = checker_on_cpu(timeout)
    try:
        yield checker
    finally:
        checker.close()


def _asked(ask: Callable[[], T], refusal: type[Exception]) -> T:
    """What is found; or the end with a sentence: wrong usage, or a file that fails."""
    from grader.asking import NoAnswer
    from grader.sandbox.files import FileTooBig, UnusableFile

    try:
        return ask()
    except (refusal, UnusableFile, FileTooBig) as error:
        refuse(str(error))
        raise
    except NoAnswer as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(TO_FIX) from None


def _can_be_saved(output: Path | None) -> None:
    """Refuse a plot that could not be saved before anything is computed."""
    from grader.render.plots import NoPlots, check_suffix

    if output is not None:
        try:
            check_suffix(output)
        except NoPlots as error:
            refuse(str(error))


def _saved(save: Callable[[Path], None], output: Path) -> None:
    from grader.render.plots import NoPlots

    try:
        save(output)
    except NoPlots as error:
        refuse(str(error))
    except OSError as error:
        refuse(f"{output} cannot be written: {error.strerror}.")
