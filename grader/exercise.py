"""What an exercise is, and where exercises are found. Loads no torch."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from grader.sources import solution_of, starter_of

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
    - `without`: stages that are not judged, where they have no meaning.
    - `precision`: of the tensors it is graded with. `forbids_autograd`: what `operations` is about, if not products.
    - `open_gradients`: arguments whose gradient the task leaves open. `cuts_gradients`: the task cuts gradients off on
      purpose, so that they are not the derivatives of the values.
    - `detached`: the places of results that should have no history.
    - `equivalent`: changes to the reference that change nothing, with the reason: what `verify` says of mutants.
    """

    reference: str
    title: str
    task: str
    source: str
    stages: Mapping[str, int]
    hints: tuple[str, str, str]
    without: tuple[str, ...] = ()
    precision: str = "float64"
    forbids_autograd: bool = False
    open_gradients: tuple[str, ...] = ()
    cuts_gradients: bool = False
    detached: tuple[int, ...] = ()
    equivalent: Mapping[str, str] = field(default_factory=dict[str, str])
    id: str = ""
    chapter: str = ""
    package: str = field(default="", repr=False)

    @property
    def weights(self) -> dict[str, int]:
        """Every stage that applies, in order, with its weight."""
        asked = [stage for stage in STAGES if stage not in OPTIONAL_STAGES or stage in self.stages]
        return {stage: self.stages.get(stage, 0) for stage in asked if stage not in self.without}

    @property
    def symbol(self) -> str:
        """The function or class that solves it: named as the reference is."""
        return self.reference.partition(":")[2]

    def implementation(self) -> Callable[..., object]:
        """The reference itself. Imports torch."""
        module, _, name = self.reference.partition(":")
        return getattr(importlib.import_module(module), name)

    def mistakes(self) -> tuple[Mistake, ...]:
        """The known mistakes, in the order of their file. Imports torch."""
        module = importlib.import_module(f"{self.package}.mistakes")
        return tuple(value for value in vars(module).values() if isinstance(value, Mistake))

    def inputs(self) -> Any:
        """The module that says what arguments may be, where the signature does not; None where it does."""
        name = f"{self.package}.inputs"
        return importlib.import_module(name) if self.package and importlib.util.find_spec(name) else None

    def starter(self) -> str:
        """The file a student begins with: imports, signature, docstring, and nothing done. Loads no torch."""
        return starter_of(self)

    def solution(self) -> str:
        """The reference as a student may read it, with the functions of the same file that it calls. Loads no torch."""
        return solution_of(self)


ENTRY_POINTS = "trysquare.exercises"
"""The group of entry points by which installed packs of exercises are found: each names a package with `CHAPTERS`."""

FOLDER = "TRYSQUARE_EXERCISES"
"""The environment variable that names a folder with a pack of your own."""


def bundled() -> tuple[Exercise, ...]:
    """The exercises that come with Trysquare, in the order of the curriculum."""
    return _discover("exercises")


def known_exercises() -> tuple[Exercise, ...]:
    """All exercises that can be found: bundled, of installed packs, and of a folder of your own.

    Where an id comes twice, the last one counts: yours.
    """
    packages = ("exercises", *_packs(os.environ.get(FOLDER, "")))
    return tuple({exercise.id: exercise for package in packages for exercise in _discover(package)}.values())


def packages_of_answers() -> tuple[str, ...]:
    """The top-level packages that hold exercises and references: student code may not import them."""
    found = {name.split(".")[0] for each in known_exercises() for name in (each.package, each.reference.split(":")[0])}
    return tuple(sorted(found))


def find(id: str) -> Exercise:
    """The exercise of that id. Raises `UnknownExercise`."""
    for exercise in known_exercises():
        if exercise.id == id:
            return exercise
    raise UnknownExercise(id, tuple(exercise.id for exercise in known_exercises()))


@cache
def _packs(folder: str) -> tuple[str, ...]:
    installed = [entry.value for entry in entry_points(group=ENTRY_POINTS)]
    return (*installed, *([_importable(Path(folder))] if folder else []))


def _importable(folder: Path) -> str:
    """The name of a folder's package, once it can be imported."""
    parent = str(folder.resolve().parent)
    if parent not in sys.path:
        sys.path.append(parent)
    return folder.resolve().name


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
