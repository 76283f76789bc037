"""Rewrite a syntax tree so that every annotated value passes through a check. Lines and columns stay as they are."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType
from typing import Any

NAME = "__trysquare_annotations__"
"""What the rewritten code calls the checker."""

_ARRAY_WORDS = ("Float", "Int", "Bool", "Shaped", "Num", "Inexact", "Complex", "UInt", "Real", "Key")


@dataclass(frozen=True, slots=True)
class Marked:
    """An annotation in the source: of an `argument`, a `local` or a `result`."""

    role: str
    name: str
    line: int
    start: int | None
    end: int | None
    speaks_of_arrays: bool


def instrument(source: str, marked: list[Marked]) -> ast.Module:
    """The tree of a file with its checks in place; every annotation is added to `marked`, by whose index it is known.

    Raises:
        SyntaxError: the source.
    """
    tree = ast.fix_missing_locations(_Instrument(marked).visit(ast.parse(source)))
    assert isinstance(tree, ast.Module)
    return tree


def code_by_place(code: CodeType, file: str) -> Iterator[tuple[tuple[str, str, int], CodeType]]:
    """Every code object inside a compiled file, by file, qualified name and first line."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield (file, constant.co_qualname, constant.co_firstlineno), constant
            yield from code_by_place(constant, file)


class _Instrument(ast.NodeTransformer):
    def __init__(self, marked: list[Marked]) -> None:
        self._marked = marked
        self._returns: list[tuple[str, ast.expr] | None] = []  # of the functions we are in: name and annotation

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self._function(node)

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self._returns.append(None)
        node.body = [self.visit(statement) for statement in node.body]
        self._returns.pop()
        return node

    def visit_Return(self, node: ast.Return) -> ast.AST:
        self.generic_visit(node)
        result = self._returns[-1] if self._returns else None
        if node.value is not None and result is not None:
            node.value = self._checked("result", result[0], result[1], node.value, node)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        self.generic_visit(node)
        if self._returns and node.value is not None and isinstance(node.target, ast.Name):
            node.value = self._checked("local", node.target.id, node.annotation, node.value, node)
        return node

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        if any(isinstance(inner, (ast.Yield, ast.YieldFrom)) for inner in _inside(node)):
            return node  # its calls overlap with others, whose axis names it would read as its own
        checks: list[ast.stmt] = []
        for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
            if argument.annotation is not None:
                loaded = ast.copy_location(ast.Name(argument.arg, ast.Load()), argument)
                call = self._checked("argument", argument.arg, argument.annotation, loaded, argument)
                checks.append(ast.copy_location(ast.Expr(call), argument))
        result = (node.name, node.returns) if node.returns is not None else None
        self._returns.append(result)
        body = [self.visit(statement) for statement in node.body]
        self._returns.pop()
        start = 1 if ast.get_docstring(node, clean=False) is not None else 0
        scope = ast.withitem(_call("scope", [], node.body[0]))
        inner = ast.copy_location(ast.With([scope], [*checks, *body[start:]] or [ast.Pass()]), node.body[0])
        node.body = [*body[:start], inner]
        return node

    def _checked(self, role: str, name: str, annotation: ast.expr, value: ast.expr, at: Any) -> ast.expr:
        """The value, passed through a check; the annotation goes along unevaluated."""
        text, expression = ast.unparse(annotation), annotation
        if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
            text = annotation.value
            try:
                expression = ast.parse(text.strip(), mode="eval").body
            except SyntaxError:
                return value
        end = at.end_col_offset if at.end_lineno == at.lineno else None
        speaks = any(word in text for word in _ARRAY_WORDS)
        self._marked.append(Marked(role, name, at.lineno, at.col_offset, end, speaks))
        index = ast.Constant(len(self._marked) - 1)
        nothing = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
        later = ast.Lambda(nothing, _moved_to(copy.deepcopy(expression), value))
        return _call("value", [index, value, ast.copy_location(later, value)], value)


def _moved_to(expression: ast.expr, at: ast.expr) -> ast.expr:
    for node in ast.walk(expression):
        if isinstance(node, (ast.expr, ast.keyword)):
            ast.copy_location(node, at)
    return expression


def _inside(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.AST]:
    """The nodes of a function, without those of functions inside it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            waiting += list(ast.iter_child_nodes(node))


def _call(method: str, arguments: list[ast.expr], at: ast.AST) -> ast.Call:
    checker = ast.Attribute(ast.Name(NAME, ast.Load()), method, ast.Load())
    call = ast.Call(checker, arguments, [])
    for node in (call, checker, checker.value, *(a for a in arguments if isinstance(a, ast.Constant))):
        ast.copy_location(node, at)  # pyright: ignore[reportArgumentType]
    return call
