"""Mutants: small changes to a reference's syntax tree, each of which the probes of its exercise have to notice."""

from __future__ import annotations

import ast
import copy
import inspect
import textwrap
import types
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_OTHER_OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.FloorDiv,),
}
_OTHER_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}
_OTHER_FUNCTIONS = {
    "tanh": "sigmoid",
    "sigmoid": "tanh",
    "exp": "expm1",
    "log": "log1p",
    "softmax": "log_softmax",
    "stack": "cat",
    "max": "min",
    "min": "max",
    "sum": "mean",
    "mean": "sum",
    "argmax": "argmin",
}
_MEANS = ("checked", "milestone")
"""What references are made with, and do not compute with."""

_SYMMETRIC = ("min", "max", "minimum", "maximum", "transpose", "swapaxes", "isclose", "allclose", "equal")
"""Functions whose first two arguments may change places."""

_MUTABLE = (ast.BinOp, ast.Call, ast.Constant, ast.Compare, ast.Attribute, ast.UnaryOp, ast.Tuple)
_MOST = 4
_STATEMENTS = ("milestone",)
"""Calls that only name values."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed reference. `change` says what: `before → after`, with a number where there are several such places."""

    change: str
    function: Callable[..., object]


def mutants_of(reference: Callable[..., Any], *, gradients: bool = True) -> Iterator[Mutant]:
    """Every mutant of a reference: one change each, in its own body and in those of the functions of ours it calls.

    Without `gradients` none that detaches: where no gradient is asked for, that changes nothing.
    """
    original = inspect.unwrap(reference)
    trees = {function.__name__: _tree(function) for function in (original, *_called(original))}
    names: dict[str, Any] = dict(vars(inspect.getmodule(original)))
    often = Counter[str]()
    for name, tree in trees.items():
        for index, node in enumerate(ast.walk(tree)):
            for change in range(_MOST if isinstance(node, _MUTABLE) else 0):
                mutated, told = _changed(tree, index, change)
                if told is None or (".detach()" in told and not gradients):
                    continue
                often[told] += 1
                told = told if often[told] == 1 else f"{told} ({often[told]})"
                function = _compiled({**trees, name: mutated}, original.__name__, names)
                if function is not None:
                    yield Mutant(told, function)


def _called(function: Callable[..., Any]) -> list[Callable[..., Any]]:
    """The functions of the same package that a function calls, and those that they call."""
    package = function.__module__.split(".")[0]
    found: dict[str, Callable[..., Any]] = {}
    waiting = [function]
    while waiting:
        here = waiting.pop()
        names = vars(inspect.getmodule(here))
        used = {node.id for node in ast.walk(_tree(here)) if isinstance(node, ast.Name)}
        for name in sorted(used & names.keys() - found.keys() - {function.__name__}):
            value = inspect.unwrap(names[name]) if callable(names[name]) else None
            if (
                isinstance(value, types.FunctionType)
                and value.__module__.split(".")[0] == package
                and name not in _MEANS
            ):
                found[name] = value
                waiting.append(value)
    return list(found.values())


def _tree(function: Callable[..., object]) -> ast.Module:
    """A definition without what computes nothing: decorators, annotations, docstrings, named milestones."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    definition = tree.body[0]
    assert isinstance(definition, (ast.FunctionDef, ast.ClassDef))
    definition.decorator_list = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.For, ast.If, ast.With)):
            node.body = [each for each in node.body if not _is_said(each)] or [ast.Pass()]
        if isinstance(node, ast.FunctionDef):
            node.returns = None
            for argument in (*node.args.args, *node.args.kwonlyargs):
                argument.annotation = None
    return ast.parse(ast.unparse(tree))


def _is_said(statement: ast.stmt) -> bool:
    """A docstring, or the naming of a milestone: nothing that computes."""
    if not isinstance(statement, ast.Expr):
        return False
    value = statement.value
    named = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in _STATEMENTS
    return named or isinstance(value, ast.Constant)


def _changed(tree: ast.Module, index: int, change: int) -> tuple[ast.Module, str | None]:
    """A copy of the tree with the node at a place changed in the way of that number, and what was changed."""
    mutated = copy.deepcopy(tree)
    parents = {child: parent for parent in ast.walk(mutated) for child in ast.iter_child_nodes(parent)}
    node = list(ast.walk(mutated))[index]
    ways = list(_ways(node, parents))
    if change >= len(ways):
        return mutated, None
    before = ast.unparse(node)
    new = ways[change]
    _put(parents[node], node, new)
    return mutated, f"{before} → {ast.unparse(new)}"


def _ways(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> Iterator[ast.expr]:
    """What may stand in place of an expression."""
    if isinstance(node, ast.BinOp):
        yield from _other_operation(node)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.Not)):
        yield node.operand
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield from _other_number(node, parents)
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in _OTHER_COMPARISONS:
        other = copy.deepcopy(node)
        other.ops[0] = _OTHER_COMPARISONS[type(node.ops[0])]()
        yield other
    elif isinstance(node, ast.Call):
        yield from _other_call(node)
    elif isinstance(node, ast.Attribute) and node.attr in ("T", "mT"):
        yield node.value
    elif isinstance(node, ast.Tuple) and len(node.elts) > 1 and isinstance(parents.get(node), ast.Return):
        changed = copy.deepcopy(node)
        changed.elts.reverse()
        yield changed


def _other_operation(node: ast.BinOp) -> Iterator[ast.expr]:
    for other in _OTHER_OPERATORS.get(type(node.op), ()):
        changed = copy.deepcopy(node)
        changed.op = other()
        yield changed
    if isinstance(node.op, (ast.Add, ast.Sub, ast.Mult)):
        yield node.left  # a dropped term
    if isinstance(node.op, ast.MatMult):
        for side in ("left", "right"):
            changed = copy.deepcopy(node)
            operand: ast.expr = getattr(changed, side)
            setattr(changed, side, ast.Attribute(operand, "mT", ast.Load()))
            yield changed
            detached = copy.deepcopy(node)
            call = ast.Call(ast.Attribute(getattr(detached, side), "detach", ast.Load()), [], [])
            setattr(detached, side, call)
            yield detached


def _other_number(node: ast.Constant, parents: dict[ast.AST, ast.AST]) -> Iterator[ast.expr]:
    """Off by one, or another axis."""
    value: Any = node.value
    yield ast.Constant(value + 1)
    if not isinstance(parents.get(node), ast.UnaryOp):
        yield ast.Constant(value - 1)


def _other_call(node: ast.Call) -> Iterator[ast.expr]:
    name = (
        node.func.attr
        if isinstance(node.func, ast.Attribute)
        else node.func.id
        if isinstance(node.func, ast.Name)
        else ""
    )
    if name in _OTHER_FUNCTIONS:
        changed = copy.deepcopy(node)
        _rename(changed.func, _OTHER_FUNCTIONS[name])
        yield changed
    if name not in _SYMMETRIC and len(node.args) >= 2 and not any(isinstance(a, ast.Starred) for a in node.args[:2]):
        changed = copy.deepcopy(node)
        changed.args[0], changed.args[1] = changed.args[1], changed.args[0]
        yield changed
    if name in ("tanh", "sigmoid", "softmax", "exp", "log") and node.args:
        yield node.args[0]  # the function left out
    if isinstance(node.func, ast.Attribute) and not node.args and name in ("clone", "detach", "contiguous"):
        yield node.func.value


def _rename(function: ast.expr, name: str) -> None:
    if isinstance(function, ast.Attribute):
        function.attr = name
    elif isinstance(function, ast.Name):
        function.id = name


def _put(parent: ast.AST, old: ast.AST, new: ast.expr) -> None:
    for field, value in ast.iter_fields(parent):
        if value is old:
            setattr(parent, field, new)
        elif isinstance(value, list):
            items: list[Any] = value
            setattr(parent, field, [new if item is old else item for item in items])


def _compiled(trees: Mapping[str, ast.Module], name: str, names: Mapping[str, Any]) -> Callable[..., object] | None:
    """The reference, in a space of its own with the other functions beside it."""
    space = dict(names)
    try:
        for tree in trees.values():
            exec(compile(ast.fix_missing_locations(tree), "<mutant>", "exec", dont_inherit=True), space)
    except (SyntaxError, ValueError):
        return None
    return space[name]
