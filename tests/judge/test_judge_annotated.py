"""A student's own annotations: each broken one is a warning in names, and none fails a program."""

# ruff: noqa: UP037 (students quote a whole annotation, too)

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
import torch
from jaxtyping import Float, Int, Shaped
from torch import Tensor

from grader.answers import Answers
from grader.api import check_function
from grader.exercise import find
from grader.judge.annotated import not_checked
from grader.judge.evidence import Evidence
from grader.report import Finding, Report
from grader.worker.probe import Observation
from grader.worker.traced import Annotations, Place, Unchecked, Violation

Function = Callable[..., object]


def right(
    X: Float[Tensor, "n d"], H: Float[Tensor, "n h"], W_xh: Float[Tensor, "d h"], W_hh: Tensor, b_h: Float[Tensor, "h"]
) -> Float[Tensor, "n h"]:
    Z: Float[Tensor, "batch hidden"] = X @ W_xh + H @ W_hh + b_h
    result: "Float[Tensor, 'n h']" = torch.tanh(Z)
    return result


def warnings_of(function: Function, exercise: str = "rnn_cell") -> list[Finding]:
    return [finding for finding in check_function(function, exercise).findings if finding.kind == "annotation"]


def sizes() -> Mapping[str, int]:
    return Answers.of(find("rnn_cell")).plan.probes[0].sizes


def shape_stage(report: Report) -> tuple[str, str]:
    stage = next(stage for stage in report.stages if stage.id == "shape")
    return stage.outcome, stage.message


def in_names(finding: Finding) -> str:
    """Without the sizes of the probe."""
    return finding.message.split(", here (")[0]


def test_annotations_that_are_kept_are_no_finding() -> None:
    report = check_function(right, "rnn_cell")
    assert (report.outcome, report.findings, shape_stage(report)) == ("passed", (), ("passed", ""))


def turned(X: Tensor, H: Tensor, W_xh: Float[Tensor, "d h"], W_hh: Tensor, b_h: Float[Tensor, "h"]) -> Tensor:
    Z: Float[Tensor, "h n"] = X @ W_xh + H @ W_hh + b_h
    return torch.tanh(Z)


def test_a_local_of_another_shape_is_a_warning_at_its_line_and_the_program_passes() -> None:
    report = check_function(turned, "rnn_cell")
    (finding,) = report.findings
    assert report.outcome == "passed"
    assert (
        in_names(finding) == "`Z` should be (h, n) by its annotation, and is (42, h)"[:-7] + "(n, h)" or finding.warns
    )
    assert finding.warns
    assert (finding.stage, finding.expression) == ("shape", "Z")
    assert finding.line == turned.__code__.co_firstlineno + 1
    assert shape_stage(report) == ("warned", finding.message)


def argument(X: Float[Tensor, "n d"], H: Float[Tensor, "d n"], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)


def result(
    X: Float[Tensor, "n d"], H: Float[Tensor, "n h"], W_xh: Tensor, W_hh: Tensor, b_h: Tensor
) -> Float[Tensor, "n d"]:
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)


def axes(X: Tensor, H: Tensor, W_xh: Float[Tensor, "d h"], W_hh: Float[Tensor, "h h h"], b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)


def computed(X: Tensor, H: Float[Tensor, "n h"], W_xh: Tensor, W_hh: Float[Tensor, "h 2*h"], b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)


def any_batch(X: Float[Tensor, "n d"], H: Float[Tensor, "*batch d"], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)


def integers(X: Float[Tensor, "n d"], H: Tensor, W_xh: Int[Tensor, "d h"], W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)


def number(X: Float[Tensor, "n d"], H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    n: Float[Tensor, "n"] = len(X)
    return torch.tanh(X @ W_xh + H @ W_hh + b_h) * n / n


def nothing(X: Float[Tensor, "n d"], H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    state: Float[Tensor, "n h"] = None
    return torch.tanh(X @ W_xh + H @ W_hh + b_h) if state is None else H


def pair(
    X: Float[Tensor, "n d"], H: Float[Tensor, "n h"], W_xh: Tensor, W_hh: Tensor, b_h: Tensor
) -> tuple[Float[Tensor, "n h"], Float[Tensor, "n h"]]:
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)


@pytest.mark.parametrize(
    ("function", "told", "shapes"),
    [
        (
            argument,
            "The argument `H` of `argument` should be (d, n) by its annotation, and is (n, ?)",
            "(n, ?) instead of (d, n)",
        ),
        (
            result,
            "The result of `result` should be (n, d) by its annotation, and is (n, h)",
            "(n, h) instead of (n, d)",
        ),
        (
            axes,
            "The argument `W_hh` of `axes` should be (h, h, h) by its annotation, and is (h, h)",
            "(h, h) instead of (h, h, h)",
        ),
        (
            computed,
            "The argument `W_hh` of `computed` should be (h, 2h) by its annotation, and is (h, h)",
            "(h, h) instead of (h, 2h)",
        ),
        (
            any_batch,
            "The argument `H` of `any_batch` should be (*batch, d) by its annotation, and is (n, ?)",
            "(n, ?) instead of (*batch, d)",
        ),
        (
            integers,
            "The argument `W_xh` of `integers` is annotated as Int, and its dtype is float64.",
            "float64 instead of Int",
        ),
        (number, "`n` is annotated as a tensor (n,), and is a value of type int.", None),
        (nothing, "`state` is annotated as a tensor (n, h), and is None.", None),
        (pair, "The result of `pair` is not what it is annotated as, and is a tensor (n, h).", None),
    ],
)
def test_what_is_annotated_is_told_beside_what_is_there(function: Function, told: str, shapes: str | None) -> None:
    (finding,) = warnings_of(function)
    unnamed = f", {sizes()['h']})"
    assert in_names(finding) == told.replace(", ?)", unnamed)
    assert finding.shapes == (shapes.replace(", ?)", unnamed) if shapes else None)


def helper(x: Float[Tensor, "a b"], w: Float[Tensor, "b c"]) -> Float[Tensor, "a a"]:
    return x @ w


def with_a_helper(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(helper(X, W_xh) + H @ W_hh + b_h)


def test_a_helper_is_told_in_names_of_its_own() -> None:
    (finding,) = warnings_of(with_a_helper)
    assert in_names(finding) == "The result of `helper` should be (a, a) by its annotation, and is (a, c)"


def wrong_too(X: Float[Tensor, "n d"], H: Float[Tensor, "d n"], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.relu(X @ W_xh + H @ W_hh + b_h)


def test_a_warning_stands_beside_a_failure_and_takes_nothing_from_it() -> None:
    report = check_function(wrong_too, "rnn_cell")
    assert [(finding.kind, finding.warns) for finding in report.findings] == [
        ("annotation", True),
        ("missing_value", False),
        ("wrong_value", False),
    ]
    assert [stage.outcome for stage in report.stages if stage.id in ("shape", "value")] == ["warned", "failed"]


def many(X: Float[Tensor, "n d"], H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    a: Float[Tensor, "1"] = X
    b: Float[Tensor, "2"] = X
    c: Float[Tensor, "3"] = X
    d: Float[Tensor, "4"] = X
    e: Float[Tensor, "5"] = X
    return torch.tanh((a + b + c + d + e) / 5 @ W_xh + H @ W_hh + b_h)


def test_of_many_warnings_the_first_are_told() -> None:
    assert [finding.expression for finding in warnings_of(many)] == ["a", "b", "c", "d"]


def test_what_could_not_be_evaluated_is_said_with_the_reason() -> None:
    def cell(X: Float[Tensor, "n d"], H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
        Z: Floats[Tensor, "n h"] = X @ W_xh + H @ W_hh + b_h
        return torch.tanh(Z)

    report = check_function(cell, "rnn_cell")
    line = cell.__code__.co_firstlineno + 1
    assert report.outcome == "passed"
    assert shape_stage(report)[1] == (
        f"not checked: the annotation of `Z` (line {line}: NameError: name 'Floats' is not defined)"
    )


# What a worker may say.


def seen_with(annotations: Annotations) -> Callable[[Evidence], Evidence]:
    def change(evidence: Evidence) -> Evidence:
        first = evidence.pairs[0]
        seen: Observation = replace(first.seen, annotations=annotations)
        return replace(evidence, pairs=(replace(first, seen=seen), *evidence.pairs[1:]))

    return change


PLACE = Place("answer.py", 3, 3, 4, 9, "f", "    Z: A = X")
VIOLATION = Violation("local", "Z", PLACE, ("n", "h"), "Float", (7, 36), "float64", "", {"n": 7, "h": 36})
HUGE: dict[str, Any] = {
    "superscript": {"axes": ("²", "h")},
    "long digits": {"axes": ("9" * 5000, "h")},
    "nonsense": {"axes": ("*", "+", "**+*", "")},
    "many axes": {"axes": ("n",) * 10**5, "shape": (7,) * 10**5},
    "many names": {"sizes": {f"a{i}": i for i in range(10**5)}},
    "huge sizes": {"sizes": {"n": 10**4000, "h": -(10**4000), "": 0}, "shape": (10**4000, -1)},
    "no array": {"axes": (), "dtype": "", "shape": None, "what": "x" * 10**5},
    "nowhere": {"place": Place("", -5, 10**12, -3, 10**12, "", "")},
}


@pytest.mark.parametrize("change", HUGE.values(), ids=HUGE.keys())
def test_a_lying_worker_is_no_trouble(
    evidence_of: Callable[..., Evidence],
    judged: Callable[[Evidence], tuple[Finding, ...]],
    change: dict[str, Any],
) -> None:
    lies = Annotations(1, (replace(VIOLATION, **change),) * 1000, (Unchecked("Z", PLACE, "?"),) * 1000)
    found = judged(seen_with(lies)(evidence_of(right, "rnn_cell")))
    assert {finding.kind for finding in found} == {"annotation"}
    assert all(finding.warns for finding in found)
    assert len(found) == 4


def test_of_many_that_could_not_be_evaluated_three_are_named(evidence_of: Callable[..., Evidence]) -> None:
    found = Annotations(5, (), tuple(Unchecked(name, PLACE, "NameError") for name in "ABCDE"))
    assert not_checked(seen_with(found)(evidence_of(right, "rnn_cell"))) == (
        "not checked: the annotation of `A` (line 3: NameError), `B` (line 3: NameError), `C` (line 3: NameError) and "
        "2 more"
    )


def shaped(X: Shaped[Tensor, "n d"], H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    Z: Shaped[Tensor, "n d"] = X @ W_xh + H @ W_hh + b_h
    return torch.tanh(Z)


def test_any_dtype_is_one_that_fits() -> None:
    (finding,) = warnings_of(shaped)
    assert in_names(finding).startswith("`Z` should be (n, d) by its annotation, and is (n, ")
