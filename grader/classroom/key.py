"""What a result depends on: where all of it is the same, the result is, and need not be found again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from grader.exercise import Exercise, known_exercises


@dataclass(frozen=True, slots=True)
class Terms:
    """What a run grades with: the same for all submissions."""

    seed: int
    device: str
    isolation: str
    limits: Mapping[str, float]

    def key(self, source: bytes, siblings: Mapping[str, bytes]) -> str:
        """The key of a file graded so, beside the files that it may import."""
        content = [hashlib.sha256(source).hexdigest()]
        content += [f"{name}:{hashlib.sha256(data).hexdigest()}" for name, data in sorted(siblings.items())]
        terms = [self.seed, self.device, self.isolation, sorted(self.limits.items())]
        whole = json.dumps([content, terms, _grader(), _exercises()])
        return hashlib.sha256(whole.encode()).hexdigest()


@cache
def _grader() -> str:
    """The version of Trysquare, and of what computes."""
    return " ".join(f"{name}={version(name)}" for name in ("trysquare", "torch"))


@cache
def _exercises() -> str:
    """The content of all exercises and of the references beside them, wherever they lie."""
    digest = hashlib.sha256()
    for name, path in sorted({found for exercise in known_exercises() for found in _files_of(exercise)}):
        digest.update(f"{name}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _files_of(exercise: Exercise) -> Iterable[tuple[str, Path]]:
    """Files with a name that is the same on every machine."""
    for module in (exercise.package, exercise.reference.partition(":")[0]):
        spec = find_spec(module)
        if spec is not None and spec.origin is not None:
            folder = Path(spec.origin).parent
            package = module if spec.submodule_search_locations else module.rpartition(".")[0]
            yield from ((f"{package.partition('.')[2]}/{path.name}", path) for path in folder.glob("*.py"))
