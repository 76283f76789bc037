"""The `trysquare` command."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Any

import typer

from grader.cli import author, bundle, check, classroom, course, gradients, learn, shapes, similar, watch

app = typer.Typer(
    name="trysquare",
    help="Check PyTorch exercises: what is wrong, at which line, and why.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(check.demo)
app.command(name="list")(learn.show_list)
app.command()(learn.start)
app.command()(learn.hint)
app.command()(learn.solution)
app.command(name="check")(check.check)
app.command()(watch.watch)
app.command()(shapes.trace)
app.command()(shapes.shapes)
app.command()(gradients.gradients)
app.command()(gradients.dependence)
app.command()(classroom.grade)
app.command()(classroom.gradebook)
app.add_typer(course.app, name="course")
app.command()(course.submit)
app.command()(course.status)
app.command()(similar.similar)
app.command()(bundle.bundle)
app.command()(author.verify)
app.command()(author.new)

INTERNAL_ERROR = 3


def main() -> None:
    """Run the command line. Ends the process; 3 means that the grader itself failed."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # read when torch and numpy are loaded
    code: Any = 0
    try:
        app()
    except SystemExit as end:
        code = end.code
    except BrokenPipeError:
        code = 0  # the reader of our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception:
        traceback.print_exc()
        typer.echo("This is an error of the grader, not of your code. Please report it with the lines above.", err=True)
        code = INTERNAL_ERROR
    leave(code if isinstance(code, int) else 1)


def leave(code: int) -> None:
    """End at once: taking torch apart piece by piece would take a tenth of a second."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        pass
    os._exit(code)
