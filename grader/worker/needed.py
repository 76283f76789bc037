"""Which statements of a notebook are run: those that the wanted definitions need, and no others.

A notebook mixes definitions with demonstrations: training loops, plots, downloads. To run it all would take minutes and
fail at the first file that is not there; to run definitions alone would miss `rnn_cell = torch.compile(rnn_cell)` or
the constant that a function reads. So the names that a statement binds and reads are followed, as Python scopes them.
"""

from __future__ import annotations
import __future__

import ast
import dis
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import CodeType
from typing import TypeAlias

from .notebook import Cell

_LOADS = ("LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS")
_STORES = ("STORE_NAME", "STORE_GLOBAL")
_Definition: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_IMPORTS = (ast.Import, ast.ImportFrom)
_IN_BROKEN_CODE = re.compile(r"^\s*(?:(?:async\s+)?(?:def|class)\s+(\w+)|(\w+)\s*(?::[^=\n]*)?=(?!=))", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement at the top of a cell.

    - `code`: compiled, so that its lines are those of its cell; or the error of the compiler.
    - `binds`, `reads`: global names. What a function reads counts as read where it is defined.
    - `changes`: names whose values it changes without binding them: `RNNLM.forward = f`, `sizes.append(3)`.
    """

    cell: Cell
    node: ast.stmt
    code: CodeType | SyntaxError
    binds: frozenset[str]
    reads: frozenset[str]
    changes: frozenset[str]


def statements_of(cells: Iterable[Cell]) -> list[Statement]:
    """All statements, in order. A `from __future__ import` holds for the cells below it, as in IPython."""
    found: list[Statement] = []
    flags = 0
    for cell in cells:
        for node in cell.tree.body if cell.tree is not None else ():
            if isinstance(node, ast.ImportFrom) and node.module == "__future__":
                flags |= _flags(node)
            found.append(_statement(cell, node, flags))
    return found


def needed(statements: Sequence[Statement], wanted: Collection[str]) -> tuple[list[Statement], frozenset[str]]:
    """The statements that the wanted names need, in order, and the names that these bind or read.

    Where no wanted name is bound, those that all functions and classes need.
    """
    bound = frozenset[str]().union(*(statement.binds for statement in statements))
    values = frozenset[str]().union(*(each.binds for each in statements if not isinstance(each.node, _IMPORTS)))
    names = set(bound.intersection(wanted)) or _defined(statements)
    waiting, chosen = list(range(len(statements))), set[int]()
    while True:
        new = [number for number in waiting if _is_needed(statements[number], names, values)]
        if not new:
            return [statements[number] for number in sorted(chosen)], frozenset(names)
        chosen.update(new)
        waiting = [number for number in waiting if number not in chosen]
        names.update(*(statements[number].reads for number in new))


def names_in_broken_code(text: str) -> set[str]:
    """The names that code seems to bind which Python cannot parse."""
    return {name for match in _IN_BROKEN_CODE.finditer(text) for name in match.groups() if name}


def _is_needed(statement: Statement, names: set[str], values: frozenset[str]) -> bool:
    if isinstance(statement.node, ast.ImportFrom) and any(alias.name == "*" for alias in statement.node.names):
        return True  # nobody knows what it binds
    return bool(statement.binds & names or statement.changes & names & values)


def _defined(statements: Iterable[Statement]) -> set[str]:
    """The functions and classes, those by assignment too."""
    return {
        name
        for statement in statements
        if isinstance(statement.node, _DEFINITIONS)
        or (isinstance(statement.node, ast.Assign) and isinstance(statement.node.value, ast.Lambda))
        for name in statement.binds
    }


def _statement(cell: Cell, node: ast.stmt, flags: int) -> Statement:
    try:
        code = compile(ast.Module([node], []), cell.file, "exec", flags, dont_inherit=True)
    except SyntaxError as error:
        return Statement(cell, node, error, frozenset(_stored(node)), frozenset(), frozenset())
    binds = frozenset(str(i.argval) for i in dis.get_instructions(code) if i.opname in _STORES)
    reads = frozenset([*_read_by(code), *_annotated(node)])
    return Statement(cell, node, code, binds, reads, frozenset(_changed(node)))


def _flags(node: ast.ImportFrom) -> int:
    flags = {int(getattr(getattr(__future__, alias.name, None), "compiler_flag", 0)) for alias in node.names}
    return sum(flags)  # each is a bit of its own


def _stored(node: ast.stmt) -> Iterator[str]:
    return (each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store))


def _read_by(code: CodeType) -> Iterator[str]:
    """The global names that code reads, and the functions and classes in it."""
    yield from (str(i.argval) for i in dis.get_instructions(code) if i.opname in _LOADS)
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _read_by(inner)


def _annotated(node: ast.stmt) -> Iterator[str]:
    """The names in annotations: Python may not read those, but they are checked."""
    for each in ast.walk(node):
        for annotation in (getattr(each, "annotation", None), getattr(each, "returns", None)):
            for part in ast.walk(annotation) if isinstance(annotation, ast.AST) else ():
                if isinstance(part, ast.Name):
                    yield part.id
            if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
                yield from re.findall(r"\w+", annotation.value)


def _changed(node: ast.stmt) -> Iterator[str]:
    """The names whose values change: by a decorator, an assignment to a part, a method called for nothing else."""
    if isinstance(node, _DEFINITIONS):
        for decorator in node.decorator_list:
            yield from (each.id for each in ast.walk(decorator) if isinstance(each, ast.Name))
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute):
        yield from _root(node.value.func)
    for each in ast.walk(node):
        if isinstance(each, (ast.Attribute, ast.Subscript)) and isinstance(each.ctx, ast.Store):
            yield from _root(each)


def _root(node: ast.expr) -> Iterator[str]:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id
