"""Write what the documentation says of the code: exercises, commands, the report's schema, and README's table.

python docs/generate.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generators import commands, exercises, report

from grader.exercise import bundled

DOCS = Path(__file__).resolve().parent
README = DOCS.parent / "README.md"


def files() -> Iterator[tuple[Path, str]]:
    """Every generated file with its text."""
    for exercise in bundled():
        yield DOCS / "exercises" / f"{exercise.id}.md", exercises.page(exercise)
    yield DOCS / "exercises" / "index.md", exercises.index(bundled())
    yield README, exercises.readme(README.read_text(encoding="utf-8"), bundled())
    yield DOCS / "reference" / "commands.md", commands.page()
    yield DOCS / "reference" / "report.md", report.page()
    yield DOCS / "reference" / "report.schema.json", report.schema_as_text()


if __name__ == "__main__":
    for path, text in files():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
