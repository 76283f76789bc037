"""Student source as the trace sees it: the sub-expression at an instruction, and the names that a line binds."""

from __future__ import annotations

import ast
import dis
import io
import linecache
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from types import CodeType

from .traced import Place

_MAX_TEXT = 400
_OPERATORS: dict[type[ast.operator | ast.cmpop], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.MatMult: "@",
    ast.Pow: "**",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_STORES = ("STORE_FAST", "STORE_DEREF", "STORE_NAME", "STORE_GLOBAL")

_Position = tuple[int | None, int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Site:
    """Where an instruction stands: its place, the text there, and the node of the syntax tree, if there is one."""

    place: Place
    text: str
    node: ast.AST | None

    @property
    def symbol(self) -> str:
        """The sign between two operands, or a comma."""
        if isinstance(self.node, (ast.BinOp, ast.AugAssign)):
            return _OPERATORS.get(type(self.node.op), ",")
        if isinstance(self.node, ast.Compare):
            return _OPERATORS.get(type(self.node.ops[0]), ",")
        return ","


def site_of(code: CodeType, instruction: int) -> Site:
    """The sub-expression that an instruction (`frame.f_lasti`) belongs to (PEP 657)."""
    position = _position_at(code, instruction)
    node = _nodes_of(code.co_filename).at(position)
    if node is not None:
        return _site(node, code.co_filename, code.co_name)
    place = _place(position, code.co_filename, code.co_name, code.co_firstlineno)
    return Site(place, _nodes_of(code.co_filename).text(place), None)


def site_iterated(code: CodeType, instruction: int) -> Site:
    """What a loop or a comprehension runs over. Of several, that whose iterable has just been evaluated."""
    site = site_of(code, instruction)
    node, over = site.node, list[ast.expr]()
    if isinstance(node, (ast.For, ast.AsyncFor)):
        over = [node.iter]
    elif isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
        over = [generator.iter for generator in node.generators]
    if not over:
        return site
    just_before = _position_at(code, max(instruction - 2, 0))
    it = next((each for each in over if _position_of(each) == just_before), over[0])
    return _site(it, code.co_filename, code.co_name)


def _position_at(code: CodeType, instruction: int) -> _Position:
    return next(islice(code.co_positions(), instruction // 2, None), (None, None, None, None))


def _position_of(node: ast.expr | ast.stmt) -> _Position:
    return node.lineno, node.end_lineno, node.col_offset, node.end_col_offset


def _site(node: ast.expr | ast.stmt, file: str, function: str) -> Site:
    place = _place(_position_of(node), file, function, node.lineno)
    return Site(place, _nodes_of(file).text(place), node)


def _place(position: _Position, file: str, function: str, otherwise: int) -> Place:
    nodes, line = _nodes_of(file), position[0] or otherwise
    last = position[1] or line
    start, end = nodes.column(line, position[2]), nodes.column(last, position[3])
    return Place(file, line, last, start, end, function, nodes.line(line))


def _nodes_of(file: str) -> _Nodes:
    return _nodes("".join(linecache.getlines(file)))


def names_bound(code: CodeType) -> dict[int, tuple[str, ...]]:
    """For each line, the names that its instructions bind."""
    found: dict[int, dict[str, None]] = {}
    for instruction in dis.get_instructions(code):
        if instruction.opname in _STORES and instruction.positions and instruction.positions.lineno:
            found.setdefault(instruction.positions.lineno, {})[str(instruction.argval)] = None
    return {line: tuple(names) for line, names in found.items()}


@dataclass(frozen=True, slots=True)
class _Nodes:
    """The expressions of one file by their position."""

    lines: list[str]
    by_position: dict[_Position, ast.expr | ast.stmt]
    by_end: dict[tuple[int | None, int | None], ast.Call]

    def at(self, position: _Position) -> ast.expr | ast.stmt | None:
        """The node at a position. In a chain of methods over several lines Python tells only where a call ends."""
        return self.by_position.get(position) or self.by_end.get((position[1], position[3]))

    def line(self, number: int) -> str:
        """A whole line, without its end."""
        return self.lines[number - 1].rstrip("\n")[:_MAX_TEXT] if 0 < number <= len(self.lines) else ""

    def column(self, line: int, offset: int | None) -> int | None:
        """Python counts columns in UTF-8 bytes; people count characters."""
        if offset is None or not 0 < line <= len(self.lines):
            return None
        return len(self.lines[line - 1].encode()[:offset].decode(errors="replace"))

    def text(self, place: Place) -> str:
        """The source at a place, in one line."""
        lines = self.lines[place.line - 1 : place.end_line]
        if not lines:
            return ""
        if place.start is not None and place.end is not None:
            lines[-1] = lines[-1][: place.end]
            lines[0] = lines[0][place.start :]
        text = " ".join(" ".join(lines).split()) if len(lines) > 1 else lines[0]
        return (text.replace(" .", ".").replace("( ", "(") if len(lines) > 1 else text)[:_MAX_TEXT]


@lru_cache(maxsize=16)
def _nodes(text: str) -> _Nodes:
    lines = io.StringIO(text).readlines()
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _Nodes(lines, {}, {})
    by_position: dict[_Position, ast.expr | ast.stmt] = {}
    by_end: dict[tuple[int | None, int | None], ast.Call] = {}
    for node in ast.walk(tree):  # outer nodes first: an expression replaces the statement that is nothing else
        if isinstance(node, (ast.expr, ast.stmt)):
            by_position[_position_of(node)] = node
        if isinstance(node, ast.Call):
            by_end.setdefault((node.end_lineno, node.end_col_offset), node)
    return _Nodes(lines, by_position, by_end)
