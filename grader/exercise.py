"""What an exercise is, and where exercises are found. Loads no torch."""

from __future__ import annotations

import ast
import importlib
import importlib.util
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

STAGES = (
    "loads",
    "signature",
    "runs",
    "shape",
    "dtype",
    "device",
    "value",
    "gradient",
    "purity",
    "causality",
    "operations",
)
"""All stages, in the order in which they are judged."""

OPTIONAL_STAGES = ("causality", "operations")
"""Stages of the exercises that ask for them."""


class UnknownExercise(Exception):
    """No exercise has this id."""

    def __init__(self, id: str, known: tuple[str, ...]) -> None:
        super().__init__(f"There is no exercise `{id}`. Known: {', '.join(known)}.")


@dataclass(frozen=True, slots=True)
class Mistake:
    """A known wrong variant. Its docstring is the sentence that a student reads."""

    id: str
    sentence: str
    stage: str
    function: Callable[..., object]


def mistake(*, stage: str) -> Callable[[Callable[..., object]], Mistake]:
    """Declare a function as a mistake that first fails at `stage`."""

    def declare(function: Callable[..., object]) -> Mistake:
        sentence = " ".join((function.__doc__ or "").split())
        return Mistake(function.__name__, sentence, stage, function)

    return declare


@dataclass(frozen=True, slots=True)
class Exercise:
    """A reference function with its hints, mistakes and points.

    **Arguments**

    - `reference`: `module:name` of the typed function that is the truth.
    - `title`, `task`, `source`: for people.
    - `stages`: the weight of each stage that earns points. Naming `causality` or `operations` asks for that stage.
    - `hints`: a question, a pointer, nearly the answer.
    """

    reference: str
    title: str
    task: str
    source: str
    stages: Mapping[str, int]
    hints: tuple[str, str, str]
    id: str = ""
    chapter: str = ""
    package: str = field(default="", repr=False)

    @property
    def weights(self) -> dict[str, int]:
        """Every stage that applies, in order, with its weight."""
        return {
            stage: self.stages.get(stage, 0) for stage in STAGES if stage not in OPTIONAL_STAGES or stage in self.stages
        }

    def implementation(self) -> Callable[..., object]:
        """The reference itself. Imports torch."""
        module, _, name = self.reference.partition(":")
        return getattr(importlib.import_module(module), name)

    def mistakes(self) -> tuple[Mistake, ...]:
        """The known mistakes, in the order of their file. Imports torch."""
        module = importlib.import_module(f"{self.package}.mistakes")
        return tuple(value for value in vars(module).values() if isinstance(value, Mistake))

    def starter(self) -> str:
        """The file a student begins with: imports, signature, docstring, and nothing done. Loads no torch."""
        module, _, name = self.reference.partition(":")
        source = _source_of(module)
        tree = ast.parse(source)
        definition = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)
        has_docstring = ast.get_docstring(definition) is not None
        end = definition.body[0].end_lineno if has_docstring else definition.body[0].lineno - 1
        header = "\n".join(source.splitlines()[definition.lineno - 1 : end])
        imports = "\n".join(_imports(tree, _names_in_signature(definition)))
        return f'"""{self.title} ({self.source})."""\n\n{imports}\n\n\n{header}\n    raise NotImplementedError\n'


def bundled() -> tuple[Exercise, ...]:
    """The exercises that come with Trysquare, in the order of the curriculum."""
    return _discover("exercises")


def find(id: str) -> Exercise:
    """The exercise of that id. Raises `UnknownExercise`."""
    for exercise in bundled():
        if exercise.id == id:
            return exercise
    raise UnknownExercise(id, tuple(exercise.id for exercise in bundled()))


@cache
def _discover(package: str) -> tuple[Exercise, ...]:
    return tuple(_load_all(package))


def _load_all(package: str) -> Iterator[Exercise]:
    chapters: Mapping[str, tuple[str, ...]] = importlib.import_module(package).CHAPTERS
    for chapter, ids in chapters.items():
        for id in ids:
            name = f"{package}.{chapter}.{id}"
            declared: Any = importlib.import_module(name).exercise
            yield replace(declared, id=id, chapter=chapter, package=name)


def _source_of(module: str) -> str:
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(module)
    return Path(spec.origin).read_text(encoding="utf-8")


def _names_in_signature(definition: ast.FunctionDef) -> set[str]:
    parts: list[ast.AST] = [definition.args, *([definition.returns] if definition.returns else [])]
    return {node.id for part in parts for node in ast.walk(part) if isinstance(node, ast.Name)}


def _imports(tree: ast.Module, used: set[str]) -> Iterator[str]:
    """The imports that the signature needs, and torch."""
    yield "import torch"
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            names = [alias for alias in node.names if (alias.asname or alias.name) in used]
            if names:
                yield ast.unparse(ast.ImportFrom(node.module, names, node.level))
