"""Exercises: a page each, and README's table, from their declarations and the source of their references."""

from __future__ import annotations

import re
from itertools import groupby

from grader.exercise import Exercise
from grader.sources import documentation_of, signature_of

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


def index(exercises: tuple[Exercise, ...]) -> str:
    """The page that leads to all of them."""
    entries = "\n".join(exercise.id for exercise in exercises)
    return "\n".join(
        [
            "# Exercises",
            "",
            "In the order of the curriculum. They follow chapters 9 and 10 of *Dive into Deep Learning*.",
            "",
            table(exercises, folder=""),
            "",
            f"```{{toctree}}\n:hidden:\n\n{entries}\n```",
            "",
        ]
    )


def table(exercises: tuple[Exercise, ...], folder: str = "docs/exercises/") -> str:
    """Every exercise with its equation. `folder`: where their pages are, as seen from the table's page."""
    lines = ["| chapter | exercise | |", "|---|---|---|"]
    for chapter, members in groupby(exercises, key=lambda exercise: exercise.chapter):
        for place, exercise in enumerate(members):
            name = f"[`{exercise.id}`]({folder}{exercise.id}.md)"
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
