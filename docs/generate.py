"""Write what the documentation says of exercises from the exercises themselves: a page each, and README's table.

    python docs/generate.py

Loads no torch: everything is in the exercises' declarations and in the source of their references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from grader.exercise import Exercise, bundled
from grader.sources import documentation_of, signature_of

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "exercises"
README = ROOT / "README.md"
_BEGIN, _END = "<!-- exercises: begin -->", "<!-- exercises: end -->"


def page(exercise: Exercise) -> str:
    """The page of one exercise: task, signature, equation, shapes, points."""
    documentation = documentation_of(exercise)
    points = ", ".join(f"{stage} {weight}" for stage, weight in exercise.weights.items() if weight)
    return "\n".join(
        [
            f"# {exercise.title}",
            "",
            f"`{exercise.id}` · {exercise.source} · chapter *{exercise.chapter}*",
            "",
            exercise.task,
            "",
            "```python",
            signature_of(exercise),
            "```",
            "",
            documentation.split("\n>>> ")[0].rstrip(),
            "",
            f"Points: {points}.",
            "",
            "```console",
            f"$ trysquare start {exercise.id}",
            f"$ trysquare check {exercise.id}.py",
            f"$ trysquare hint {exercise.id}",
            "```",
            "",
        ]
    )


def table(exercises: tuple[Exercise, ...]) -> str:
    """README's table: every exercise with its equation."""
    lines = ["| chapter | exercise | |", "|---|---|---|"]
    for chapter, members in groupby(exercises, key=lambda exercise: exercise.chapter):
        for place, exercise in enumerate(members):
            name = f"[`{exercise.id}`](docs/exercises/{exercise.id}.md)"
            lines.append(f"| {'' if place else chapter} | {name} | {_in_short(exercise)} |")
    return "\n".join(lines)


def _in_short(exercise: Exercise) -> str:
    """The first line of the reference's documentation."""
    first = " ".join(documentation_of(exercise).split("\n\n")[0].split())
    return first.rstrip(".").replace("|", "\\|")


def readme(text: str, exercises: tuple[Exercise, ...]) -> str:
    """README with its table made anew."""
    made = f"{_BEGIN}\n{table(exercises)}\n{_END}"
    return re.sub(f"{re.escape(_BEGIN)}.*?{re.escape(_END)}", lambda _: made, text, flags=re.DOTALL)


def files() -> Iterator[tuple[Path, str]]:
    """Every generated file with its text."""
    for exercise in bundled():
        yield PAGES / f"{exercise.id}.md", page(exercise)
    yield README, readme(README.read_text(encoding="utf-8"), bundled())


if __name__ == "__main__":
    PAGES.mkdir(exist_ok=True)
    for path, text in files():
        path.write_text(text, encoding="utf-8")
