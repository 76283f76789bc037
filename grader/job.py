"""What is to be checked: pure data, so that who hands it out need not load what checks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be checked, for one exercise or for all that it solves: at a path, or with its bytes at hand.

    - `shown_as`: what reports call it. `siblings`: the modules beside it that it may import, where its bytes are given.
    - `only`: of the exercises that it solves, these. Without any, all.
    """

    path: Path
    exercise: str | None = None
    shown_as: str | None = None
    source: bytes | None = None
    siblings: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    only: tuple[str, ...] = ()
