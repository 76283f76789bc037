"""The shape debugger: buggy programs with the line and the words that each must produce, right ones with nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

EXERCISES = ("hidden_layer", "rnn_cell", "rnn_cell_concat", "output_layer", "rnn_forward")
FOLDER = Path(__file__).parent / "submissions" / "debugging"
BUGGY: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))["buggy"]

Files = Callable[[str], list[Path]]


def test_there_is_an_expectation_for_every_buggy_program() -> None:
    assert {path.stem for path in (FOLDER / "buggy").glob("*.py")} == BUGGY.keys()


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_buggy_program_is_told_what_is_wrong_at_its_line(trysquare, exercise: str) -> None:
    names = [name for name, expected in BUGGY.items() if expected["exercise"] == exercise]
    files = [FOLDER / "buggy" / f"{name}.py" for name in names]
    ran = trysquare("check", "--format", "json", "--exercise", exercise, *files)
    told = {name: report["findings"][0] for name, report in zip(names, ran.reports, strict=True)}
    for name in names:
        expected = BUGGY[name]
        found = told[name]
        place = (found["stage"], found["kind"], found["line"])
        assert place == (expected["stage"], expected["kind"], expected["line"]), name
        assert [words for words in expected["says"] if words not in found["message"]] == [], name


def test_every_unusual_but_right_program_passes_without_a_finding(trysquare, submissions: Files) -> None:
    files = submissions("debugging/right")
    ran = trysquare("check", "--format", "json", *files)
    told = {Path(r["file"]).stem: r["findings"] for r in ran.reports if r["outcome"] != "passed" or r["findings"]}
    assert told == {}
    assert len(ran.reports) == len(files) >= 40
    assert ran.code == 0
