"""Who notices what: plain torch, jaxtyping with typeguard, TensorSensor and Trysquare, on the same programs.

The first three call every program of `tests/submissions/debugging` with distinct sizes, with n = 1, and with sizes that
coincide: they notice what makes a call raise. Trysquare notices what fails, at the line of its first finding.
`line 7 ✓` is the line that a teacher would point at (`expected.toml`), `yes` is told without a line of the program.
The right programs follow: what is noticed there is a false alarm. TensorSensor is used where it is installed.

    pip install -c constraints.txt tensor-sensor matplotlib
    python benchmarks/debuggers.py
"""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
import tempfile
import tomllib
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_type_hints

import torch
from jaxtyping import jaxtyped
from torch import Tensor
from typeguard import check_type

from reference.layers import hidden_layer, output_layer
from reference.recurrent import rnn_cell, rnn_cell_concat, rnn_forward

TRYSQUARE = str(Path(sys.executable).with_name("trysquare"))
PROGRAMS = Path(__file__).resolve().parent.parent / "tests" / "submissions" / "debugging"
REFERENCES = (hidden_layer, output_layer, rnn_cell, rnn_cell_concat, rnn_forward)
HINTS: dict[str, dict[str, Any]] = {f.__name__: get_type_hints(f, include_extras=True) for f in REFERENCES}

DISTINCT = {"n": 7, "T": 5, "d": 16, "h": 36, "q": 39}
SPECIAL = ({"n": 1}, {"n": DISTINCT["T"]}, {"n": DISTINCT["h"]}, {"d": DISTINCT["h"]})
NO_LINE = 0

Solution = Callable[..., object]
Column = Mapping[Path, int | None]
"""For each program the line where a tool notices something, `NO_LINE`, or None: nothing noticed."""


@dataclass(frozen=True, slots=True)
class Program:
    """A student's file and the exercise that it solves; of a wrong one, what a teacher would say."""

    path: Path
    exercise: str
    solution: Solution
    line: int | None = None
    kind: str = ""


def main() -> None:
    """Print the table."""
    warnings.simplefilter("ignore")
    wrong, right = list(wrong_programs()), list(right_programs())
    columns: dict[str, Column | None] = {
        "torch": {program.path: calls(program, program.solution) for program in wrong + right},
        "jaxtyping": {program.path: calls(program, typed(program)) for program in wrong + right},
        "TensorSensor": by_tensor_sensor(wrong + right),
        "trysquare": by_trysquare(wrong + right),
    }
    print_part("wrong", wrong, columns)
    print(row("noticed", "", [counted(column, wrong) for column in columns.values()]))
    print(row("at the line", "", [counted(column, wrong, at_the_line=True) for column in columns.values()]))
    print_part("right", right, columns)
    print(row("false alarms", "", [counted(column, right) for column in columns.values()]))
    if columns["TensorSensor"] is None:
        print("\nTo install TensorSensor: pip install -c constraints.txt tensor-sensor matplotlib")


def wrong_programs() -> Iterator[Program]:
    """In the order of `expected.toml`."""
    expected = tomllib.loads((PROGRAMS / "expected.toml").read_text(encoding="utf-8"))["buggy"]
    for name, says in expected.items():
        path, exercise = PROGRAMS / "buggy" / f"{name}.py", says["exercise"]
        yield Program(path, exercise, runpy.run_path(str(path))[exercise], says["line"], says["kind"])


def right_programs() -> Iterator[Program]:
    """By name. The last definition that is named like an exercise is the solution."""
    for path in sorted((PROGRAMS / "right").glob("*.py")):
        defined = runpy.run_path(str(path))
        exercise = [name for name in defined if name in HINTS][-1]
        yield Program(path, exercise, defined[exercise])


def calls(program: Program, solution: Solution) -> int | None:
    """Call with distinct and with special sizes, until a call raises: at which line of the program?"""
    for special in ({}, *SPECIAL):
        try:
            solution(**arguments(program.exercise, {**DISTINCT, **special}))
        except Exception as error:
            raised = [error, error.__context__] if error.__context__ else [error]  # TensorSensor may stumble itself
            frames = [frame for each in raised for frame in traceback.extract_tb(each.__traceback__)]
            lines = [frame.lineno or NO_LINE for frame in frames if frame.filename == str(program.path)]
            return lines[-1] if lines else NO_LINE
    return None


def arguments(exercise: str, sizes: Mapping[str, int]) -> dict[str, Tensor]:
    """Random numbers in the shapes that the reference's annotations name."""
    axes = {name: hint.dim_str.split() for name, hint in HINTS[exercise].items() if name != "return"}
    return {name: torch.randn([sizes[axis] for axis in axes[name]], dtype=torch.float64) for name in axes}


def typed(program: Program) -> Solution:
    """The solution, with the annotations of the reference checked at every call.

    Not by `jaxtyped(typechecker=typechecked)`: typeguard 4 raises a SyntaxError on an inline `Float[Tensor, "n h"]`.
    """
    hints = HINTS[program.exercise]

    def checked(**values: object) -> object:
        with jaxtyped("context"):
            for name, value in values.items():
                check_type(value, hints[name])
            return check_type(program.solution(**values), hints["return"])

    return checked


def by_tensor_sensor(programs: Sequence[Program]) -> Column | None:
    """None where it is not installed."""
    os.environ.setdefault("MPLBACKEND", "Agg")
    try:
        import tsensor  # pyright: ignore[reportMissingImports]
    except ImportError:
        return None

    def clarified(program: Program) -> Solution:
        def solution(**values: object) -> object:
            with tsensor.clarify(show=None):
                return program.solution(**values)

        return solution

    return {program.path: calls(program, clarified(program)) for program in programs}


def by_trysquare(programs: Sequence[Program]) -> Column:
    """One command for all files. A file with a helper that is named like an exercise has a report for each."""
    command = [TRYSQUARE, "check", "--format", "json", *(str(program.path) for program in programs)]
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "XDG_DATA_HOME": data}
        ran = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=False)
    if ran.returncode > 1:
        sys.exit(f"trysquare check ended with {ran.returncode}")
    reports = {(report["file"], report["exercise"]): report for report in json.loads(ran.stdout)}
    return {program.path: failed(reports[str(program.path), program.exercise]) for program in programs}


def failed(report: Mapping[str, Any]) -> int | None:
    """The line of a report's first finding, where it fails."""
    lines = [finding["line"] or NO_LINE for finding in report["findings"]]
    return (lines or [NO_LINE])[0] if report["outcome"] == "failed" else None


def print_part(which: str, programs: Sequence[Program], columns: Mapping[str, Column | None]) -> None:
    """A heading, and a row for each program."""
    heading = row(f"{which} programs", "kind" if which == "wrong" else "", columns)
    print(f"\n{heading}\n{'─' * len(heading)}")
    for program in programs:
        print(row(program.path.stem, program.kind, [cell(column, program) for column in columns.values()]))


def cell(column: Column | None, program: Program) -> str:
    """What one tool says of one program."""
    if column is None:
        return "not installed"
    line = column[program.path]
    if not line:
        return "–" if line is None else "yes"
    return f"line {line}{' ✓' if line == program.line else ''}"


def counted(column: Column | None, programs: Sequence[Program], *, at_the_line: bool = False) -> str:
    """How many programs are noticed; on demand, only where the line is the teacher's."""
    if column is None:
        return "not installed"
    lines = [(column[program.path], program.line) for program in programs]
    return f"{sum(line is not None and (not at_the_line or line == best) for line, best in lines)} of {len(lines)}"


def row(name: str, kind: str, cells: Iterable[str]) -> str:
    """One aligned line."""
    return f"{name:33} {kind:17} {' '.join(f'{text:14}' for text in cells)}".rstrip()


if __name__ == "__main__":
    main()
