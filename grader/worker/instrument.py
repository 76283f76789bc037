"""Rewrite a syntax tree so that every annotated value passes through a check. Lines and columns stay as they are."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType
from typing import Any

NAME = "__trysquare_annotations__"
"""What the rewritten code calls the checker."""

_ARRAY_WORDS = ("Float", "Int", "Bool", "Shaped", "Num", "Inexact", "Complex", "UInt", "Real", "Key")


@dataclass(frozen=True, slots=True)
class Marked:
    """An annotation in the source: of an `argument`, a `local` or a `result`, compiled but not evaluated."""

    role: str
    name: str
    line: int
    start: int | None
    end: int | None
    annotation: CodeType
    speaks_of_arrays: bool


def instrument(source: str, marked: list[Marked]) -> ast.Module:
    """The tree of a file with its checks in place; every annotation is added to `marked`, by whose index it is known.

    Raises:
        SyntaxError: the source, or the text of a quoted annotation.
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
        self._returns: list[int | None] = []  # of the functions that we are in: the index of their result, if any

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
        index = self._returns[-1] if self._returns else None
        if node.value is not None and index is not None:
            place = self._marked[index]
            index = self._mark(place.role, place.name, place.annotation, node, place.speaks_of_arrays)
            node.value = _call("value", [ast.Constant(index), node.value], node.value)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        self.generic_visit(node)
        if self._returns and node.value is not None and isinstance(node.target, ast.Name):
            index = self._add("local", node.target.id, node.annotation, node)
            if index is not None:
                node.value = _call("value", [ast.Constant(index), node.value], node.value)
        return node

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        yields = any(isinstance(inner, (ast.Yield, ast.YieldFrom)) for inner in _inside(node))
        result = None
        if node.returns is not None and not yields:
            result = self._add("result", node.name, node.returns, node)
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        checks: list[ast.stmt] = []
        for argument in arguments:
            if argument.annotation is not None and not yields:
                index = self._add("argument", argument.arg, argument.annotation, argument)
                if index is not None:
                    loaded = ast.copy_location(ast.Name(argument.arg, ast.Load()), argument)
                    call = _call("value", [ast.Constant(index), loaded], argument)
                    checks.append(ast.copy_location(ast.Expr(call), argument))
        self._returns.append(result)
        body = [self.visit(statement) for statement in node.body]
        self._returns.pop()
        start = 1 if ast.get_docstring(node, clean=False) is not None else 0
        if yields:
            node.body = body
            return node
        scope = ast.withitem(_call("scope", [], node.body[0]))
        inner = ast.copy_location(ast.With([scope], [*checks, *body[start:]] or [ast.Pass()]), node.body[0])
        node.body = [*body[:start], inner]
        return node

    def _add(self, role: str, name: str, annotation: ast.expr, at: ast.expr | ast.stmt | ast.arg) -> int | None:
        text = ast.unparse(annotation)
        expression: ast.expr = annotation
        if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
            text = annotation.value
            try:
                expression = ast.parse(text.strip(), mode="eval").body
            except SyntaxError:
                return None
        located = ast.fix_missing_locations(ast.copy_location(ast.Expression(expression), annotation))
        code = compile(located, "<annotation>", "eval", dont_inherit=True)
        return self._mark(role, name, code, at, any(word in text for word in _ARRAY_WORDS))

    def _mark(self, role: str, name: str, code: CodeType, at: Any, speaks: bool) -> int:
        end = at.end_col_offset if at.end_lineno == at.lineno else None
        self._marked.append(Marked(role, name, at.lineno, at.col_offset, end, code, speaks))
        return len(self._marked) - 1


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
