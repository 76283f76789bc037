"""Run the cells of a notebook in one namespace. What fails is remembered, and the rest still runs."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from .errors import OutOfTime, failure_of, syntax_failure
from .needed import Statement, names_in_broken_code, needed, statements_of
from .notebook import Cell
from .probe import Failure

_MOST_LOST = 200
_NAME = re.compile(r"name '(\w+)' is not defined")


def run_definitions(cells: Sequence[Cell], namespace: dict[str, Any], wanted: Collection[str]) -> dict[str, Failure]:
    """Run what the wanted names need. Returns, for those names of it that are not there, why.

    Raises:
        OutOfTime: the time is up.
    """
    statements, names = needed(statements_of(cells), wanted)
    lost: dict[str, Failure] = {}
    for cell in cells:
        if cell.failure is not None:
            broken = names_in_broken_code(cell.text) & {*names, *wanted}
            lost.update(dict.fromkeys(broken, cell.failure))
    for statement in statements:
        failure = _run(statement, namespace, cells)
        if failure is not None:
            lost.update(dict.fromkeys(statement.binds, because(failure, lost)))
    missing = [name for name in lost if name not in namespace]
    return {name: lost[name] for name in missing[:_MOST_LOST]}


def run_all(cells: Iterable[Cell], namespace: dict[str, Any]) -> Failure | None:
    """Run all cells, each up to its first error, as Jupyter does. Returns the first failure of all.

    Raises:
        OutOfTime: the time is up.
    """
    first: Failure | None = None
    cells = tuple(cells)
    stopped: set[str] = set()
    for statement in statements_of(cells):
        if statement.cell.file not in stopped and (failure := _run(statement, namespace, cells)) is not None:
            stopped.add(statement.cell.file)
            first = first or failure
    return first or next((cell.failure for cell in cells if cell.failure is not None), None)


def because(failure: Failure, lost: Mapping[str, Failure]) -> Failure:
    """A failure that a name is not defined, with the reason, if a cell that should have defined it has failed."""
    found = _NAME.search(failure.message) if failure.type == "NameError" else None
    cause = lost.get(found.group(1)) if found else None
    if cause is None:
        return failure
    what = ": ".join(part for part in (cause.type, cause.message) if part)
    where = f"{cause.frames[-1].file}, line {cause.frames[-1].line}, failed" if cause.frames else "its cell failed"
    return replace(failure, message=f"{failure.message}, because {where}: {what}")


def whole(cells: Iterable[Cell]) -> ast.Module:
    """All statements as one tree. Their lines are those of their cells."""
    return ast.Module([node for cell in cells if cell.tree is not None for node in cell.tree.body], [])


def _run(statement: Statement, namespace: dict[str, Any], cells: Iterable[Cell]) -> Failure | None:
    if isinstance(statement.code, SyntaxError):
        return syntax_failure(statement.code, statement.cell.text, statement.cell.file)
    try:
        exec(statement.code, namespace)
    except OutOfTime:
        raise
    except BaseException as error:  # `exit()` in a notebook ends nothing either
        return failure_of(error, {cell.file for cell in cells})
    return None
