"""What a student reads of a reference's source: the starter file, and, at the end, the solution. Loads no torch."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

_NAMING = "milestone"


class Declared(Protocol):
    """An exercise, as far as its texts go."""

    @property
    def reference(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def source(self) -> str: ...


_Definition = ast.FunctionDef | ast.ClassDef


def starter_of(exercise: Declared) -> str:
    """Imports, signature, docstring, and nothing done; of a class, its methods so."""
    source, tree, definition = _found(exercise)
    lines = source.splitlines()
    if isinstance(definition, ast.ClassDef):
        body = "\n\n".join(_header(method, lines) for method in definition.body if isinstance(method, ast.FunctionDef))
        said = _said(definition, lines)
        text = f"{lines[definition.lineno - 1]}\n{said}{body}"
    else:
        text = _header(definition, lines)
    imports = "\n".join(_imports(tree, _names_in_signatures(definition)))
    return f'"""{exercise.title} ({exercise.source})."""\n\n{imports}\n\n\n{text}'


def solution_of(exercise: Declared) -> str:
    """The reference without its decorators and milestones, and before it the functions of the same file it calls."""
    source, tree, definition = _found(exercise)
    defined = {node.name: node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    wanted = [definition]
    for node in wanted:
        used = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
        wanted += [defined[name] for name in defined if name in used and defined[name] not in wanted]
    texts = [_without_naming(node, source.splitlines()) for node in reversed(wanted)]
    used = {name.id for node in wanted for name in ast.walk(node) if isinstance(name, ast.Name)}
    imports = "\n".join(_imports(tree, used - {_NAMING, "checked"}))
    return f"{imports}\n\n\n" + "\n\n\n".join(texts) + "\n"


def documentation_of(exercise: Declared) -> str:
    """The docstring of the reference."""
    return ast.get_docstring(_found(exercise)[2]) or ""


def signature_of(exercise: Declared) -> str:
    """The signature of the reference as it stands in its file; of a class, those of its methods."""
    source, _, definition = _found(exercise)
    lines = source.splitlines()
    if isinstance(definition, ast.FunctionDef):
        return _signature(definition, lines)
    methods = [_signature(node, lines) for node in definition.body if isinstance(node, ast.FunctionDef)]
    return "\n".join([lines[definition.lineno - 1], *methods])


def _signature(definition: ast.FunctionDef, lines: list[str]) -> str:
    return "\n".join(lines[definition.lineno - 1 : definition.body[0].lineno - 1])


def _found(exercise: Declared) -> tuple[str, ast.Module, _Definition]:
    module, _, name = exercise.reference.partition(":")
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(module)
    source = Path(spec.origin).read_text(encoding="utf-8")
    tree = ast.parse(source)
    found = (n for n in tree.body if isinstance(n, (ast.FunctionDef, ast.ClassDef)) and n.name == name)
    return source, tree, next(found)


def _header(definition: ast.FunctionDef, lines: list[str]) -> str:
    """A signature with its docstring, and a body that says that nothing is done."""
    has_docstring = ast.get_docstring(definition) is not None
    end = definition.body[0].end_lineno if has_docstring else definition.body[0].lineno - 1
    indent = " " * (definition.col_offset + 4)
    return "\n".join(lines[definition.lineno - 1 : end]) + f"\n{indent}raise NotImplementedError\n"


def _said(definition: ast.ClassDef, lines: list[str]) -> str:
    if ast.get_docstring(definition) is None:
        return ""
    first = definition.body[0]
    return "\n".join(lines[first.lineno - 1 : first.end_lineno]) + "\n\n"


def _without_naming(definition: _Definition, lines: list[str]) -> str:
    named = [
        node
        for node in ast.walk(definition)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id == _NAMING
    ]
    left_out = {line for node in named for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}
    kept = range(definition.lineno, (definition.end_lineno or definition.lineno) + 1)
    return "\n".join(lines[number - 1] for number in kept if number not in left_out)


def _names_in_signatures(definition: _Definition) -> set[str]:
    functions = [definition] if isinstance(definition, ast.FunctionDef) else definition.body
    parts: list[ast.AST] = [*definition.bases] if isinstance(definition, ast.ClassDef) else []
    for function in functions:
        if isinstance(function, ast.FunctionDef):
            parts += [function.args, *([function.returns] if function.returns else [])]
    return {node.id for part in parts for node in ast.walk(part) if isinstance(node, ast.Name)}


def _imports(tree: ast.Module, used: set[str]) -> Iterator[str]:
    """The imports that are needed, and torch."""
    yield "import torch"
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] != "reference":
            names = [alias for alias in node.names if (alias.asname or alias.name) in used]
            if names:
                yield ast.unparse(ast.ImportFrom(node.module, names, node.level))
        elif isinstance(node, ast.Import):
            names = [alias for alias in node.names if (alias.asname or alias.name) in used and alias.name != "torch"]
            if names:
                yield ast.unparse(ast.Import(names))
