"""The report is pure data; its kinds of findings are one documented list."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import grader
from grader.exercise import STAGES
from grader.render.outline import diagnosis
from grader.report import KINDS, SCHEMA, Environment, Finding, GradientFlow, RecognisedMistake, Report, Stage, finite

SOURCES = sorted(
    path for folder in grader.__path__ for path in Path(folder).rglob("*.py") if "render" not in path.parts
)
NOT_FINDINGS = {"missing", "list", "tuple", "operation", "call", "module", "write", "iteration", "leaves"}
"""A failure that becomes another kind before anybody reads it; kinds of sequences, and of traced operations."""

PLACE_OF_KIND = {"Finding": 1, "Failure": 0, "_finding": 0, "Translation": 0, "Told": 0}


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _strings(node: ast.expr | None) -> Iterator[str]:
    """The texts that an expression may be: a literal, or either side of a condition."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _strings(node.body)
        yield from _strings(node.orelse)


def kinds_in(tree: ast.Module) -> Iterator[str]:
    """Kinds in `Finding(stage, kind, …)`, `Failure(kind, …)`, `kind=…`, `kind = …`, and returned by `_kind`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (place := PLACE_OF_KIND.get(_called(node))) is not None:
            arguments = [*node.args[place : place + 1], *(k.value for k in node.keywords if k.arg == "kind")]
            for argument in arguments:
                yield from _strings(argument)
        elif isinstance(node, ast.Call) and _called(node) == "replace":
            for keyword in node.keywords:
                if keyword.arg == "kind":
                    yield from _strings(keyword.value)
        elif isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["kind"]:
            yield from _strings(node.value)
        elif isinstance(node, ast.FunctionDef) and node.name == "_kind":
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return):
                    yield from _strings(inner.value)


def used() -> set[str]:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES]
    return {kind for tree in trees for kind in kinds_in(tree)}


def test_the_scan_sees_kinds_of_every_sort() -> None:
    seen = {"wrong_shape", "wrong_layout", "timeout", "too_big", "merge_conflict", "internal_error", "not_finite"}
    assert used() >= seen | {"out_of_memory", "shape_mismatch", "dtype_mismatch", "forbidden", "missing_function"}


def test_every_kind_that_is_used_is_documented() -> None:
    assert used() - KINDS.keys() - NOT_FINDINGS == set()


def test_every_documented_kind_is_used() -> None:
    assert KINDS.keys() - used() == set()


def test_a_kind_is_a_word_of_its_own_and_its_headline_a_few() -> None:
    for kind, headline in KINDS.items():
        assert kind.replace("_", "").isalpha()
        assert kind == kind.lower()
        assert headline[0].islower() or headline.startswith("Python")
        assert not headline.endswith(".")
        assert len(headline) < 50
    assert len(set(KINDS.values())) == len(KINDS)


REPORT = Report(
    exercise="rnn_cell",
    file="answer.py",
    sha256="00",
    outcome="failed",
    score=0.4,
    stages=(
        Stage("shape", "passed", "", 0.2, 0.2, 2),
        Stage("dtype", "warned", "by the way", 0.2, 0.2, 2),
        Stage("value", "failed", "differs", 0.0, 0.4, 4),
        Stage("gradient", "skipped", "skipped: values differ", 0.0, 0.2, 2),
    ),
    findings=(Finding("value", "wrong_value", "It differs.", 3, "a + b", "(n, h)", source="a + b", start=0, end=5),),
    mistake=RecognisedMistake("relu", "It is relu.", "value"),
    gradient_flow=GradientFlow((1.0, float("nan"), float("inf"), 0.5), "stable"),
    stdout="hello",
    stderr="not told",
    environment=Environment("2.0", "3.11", "cpu", "process"),
    seconds=0.5,
)


def test_the_json_report_has_these_keys_and_no_others() -> None:
    assert REPORT.as_json() == {
        "schema": SCHEMA,
        "exercise": "rnn_cell",
        "file": "answer.py",
        "sha256": "00",
        "outcome": "failed",
        "score": 0.4,
        "max_score": 1.0,
        "stages": [
            {"id": "shape", "outcome": "passed", "message": "", "points": 0.2, "max_points": 0.2},
            {"id": "dtype", "outcome": "warned", "message": "by the way", "points": 0.2, "max_points": 0.2},
            {"id": "value", "outcome": "failed", "message": "differs", "points": 0.0, "max_points": 0.4},
            {
                "id": "gradient",
                "outcome": "skipped",
                "message": "skipped: values differ",
                "points": 0.0,
                "max_points": 0.2,
            },
        ],
        "findings": [
            {
                "stage": "value",
                "kind": "wrong_value",
                "line": 3,
                "expression": "a + b",
                "shapes": "(n, h)",
                "message": "It differs.",
            }
        ],
        "mistake": {"id": "relu", "message": "It is relu."},
        "gradient_flow": {
            "norms": [1.0, None, None, 0.5],
            "verdict": "stable",
            "expected": None,
            "rate": None,
            "radius": None,
            "cut_at": None,
        },
        "stdout": "hello",
        "environment": {"torch": "2.0", "python": "3.11", "device": "cpu", "isolation": "process", "limits": {}},
        "seconds": 0.5,
    }


def test_the_json_report_is_json_even_where_numbers_are_not_finite() -> None:
    assert json.loads(json.dumps(REPORT.as_json(), allow_nan=False)) == REPORT.as_json()


def test_what_is_not_known_is_null() -> None:
    empty = replace(REPORT, exercise=None, file=None, sha256=None, mistake=None, gradient_flow=None).as_json()
    assert {name for name, value in empty.items() if value is None} == {
        "exercise",
        "file",
        "sha256",
        "mistake",
        "gradient_flow",
    }


def test_points_are_counted_as_the_exercise_counts_them() -> None:
    assert REPORT.weights == (4, 10)
    assert replace(REPORT, stages=()).weights == (0, 0)


@pytest.mark.parametrize(
    ("number", "shown"),
    [(1.5, 1.5), (0.0, 0.0), (float("nan"), None), (float("inf"), None), (float("-inf"), None)],
)
def test_numbers_that_json_lacks_become_null(number: float, shown: float | None) -> None:
    assert finite(number) == shown


def test_stages_of_findings_that_are_written_in_the_source_are_stages() -> None:
    stages = {
        text
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _called(node) == "Finding" and node.args
        for text in _strings(node.args[0])
    }
    assert {"shape", "value", "purity", "loads"} <= stages <= set(STAGES)


def test_a_known_mistake_is_told_at_the_stage_that_it_fails_first() -> None:
    device, value = Finding("device", "wrong_device", "On the CPU."), Finding("value", "wrong_value", "It differs.")
    warning = Finding("value", "unused_argument", "By the way.", warns=True)
    both = replace(REPORT, findings=(device, warning, value))
    assert [diagnosis(both, each) for each in both.findings] == ["", "", "It is relu."]
    other = replace(REPORT, findings=(warning, device))
    assert [diagnosis(other, each) for each in other.findings] == ["", "It is relu."]
    assert diagnosis(replace(both, mistake=None), value) == ""
