"""The silent broadcast: told line by line where it explains a failure, and in no other case."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from grader.api import check_function
from grader.judge.broadcasts import silent_broadcasts
from grader.judge.lineage import Lineage
from grader.report import Finding
from grader.worker.dimensions import Dimensions
from grader.worker.traced import Event, Form, Operation, Place, Trace

Function = Callable[..., object]


def broadcasts(function: Function, exercise: str = "rnn_cell") -> list[Finding]:
    return [finding for finding in check_function(function, exercise).findings if finding.kind == "silent_broadcast"]


def last_line(finding: Finding) -> str:
    return finding.message.split("\n")[-1]


def narrowed(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    U = W_hh[:, :1]
    return torch.tanh(X @ W_xh + H @ U + b_h)


def test_a_recurrence_narrowed_to_a_column_is_told_line_by_line() -> None:
    (finding,) = broadcasts(narrowed)
    line = narrowed.__code__.co_firstlineno + 1
    assert finding.message.split("\n") == [
        "X @ W_xh : (n, d) @ (d, h) → (n, h)",
        "H @ U    : (n, h) @ (h, 1) → (n, 1)",
        "sum      : (n, h) + (n, 1) → (n, h)   ← stretched over h without an error",
        "The right operand, (n, 1), is stretched over h: every place along h receives the same number. The 1 comes "
        f"from `W_hh[:, :1]` in line {line}. Which shape would it need, so that nothing is stretched?",
    ]
    assert (finding.stage, finding.shapes) == ("value", "(n, h) + (n, 1) → (n, h)")
    assert (finding.line, finding.expression) == (line + 1, "X @ W_xh + H @ U")
    assert finding.source is not None
    assert finding.source[finding.start : finding.end] == finding.expression


def test_the_wrong_numbers_stand_where_the_broadcast_stands_and_nothing_else_is_accused() -> None:
    found = check_function(narrowed, "rnn_cell").findings
    assert [finding.kind for finding in found] == ["silent_broadcast", "wrong_value"]
    assert found[0].line == found[1].line


def left(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(H @ W_hh[:, :1] + X @ W_xh + b_h)


def in_place(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    Z = X @ W_xh
    Z += H @ W_hh[:, :1]
    return torch.tanh(Z + b_h)


def viewed(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    mean = (H @ W_hh).mean(1).view(-1, 1)
    return torch.tanh(X @ W_xh + mean + b_h)


def of_three(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(torch.addmm(H @ W_hh[:, :1], X, W_xh) + b_h)


def written(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    Z = torch.zeros_like(H)
    Z[:] = H @ W_hh[:, :1]
    return torch.tanh(X @ W_xh + Z + b_h)


def made_by_a_helper(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + _recurrent(H, W_hh) + b_h)


def _recurrent(H: Tensor, W_hh: Tensor) -> Tensor:
    return H @ W_hh.narrow(1, 0, 1)


def over_lines(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(
        b_h  # the bias comes first
        + H @ W_hh[:, :1]
        + X @ W_xh
    )


HELPER = _recurrent.__code__.co_firstlineno + 1
VIEW = viewed.__code__.co_firstlineno + 1


@pytest.mark.parametrize(
    ("function", "line", "remark"),
    [
        (
            left,
            "sum             : (n, 1) + (n, h) → (n, h)   ← stretched over h without an error",
            "The left operand, (n, 1), is stretched over h: every place along h receives the same number. The 1 comes "
            "from `W_hh[:, :1]`. Which",
        ),
        (
            in_place,
            "sum             : (n, h) + (n, 1) → (n, h)   ← stretched over h without an error",
            "The right operand, (n, 1), is stretched over h: every place along h receives the same number. The 1 comes "
            "from `W_hh[:, :1]`. Which",
        ),
        (
            viewed,
            "sum      : (n, h) + (n, 1) → (n, h)   ← stretched over h without an error",
            "The right operand, (n, 1), is stretched over h: every place along h receives the same number. The 1 comes "
            f"from `(H @ W_hh).mean(1).view(-1, 1)` in line {VIEW}. Which",
        ),
        (
            of_three,
            "(n, 1), (n, d), (d, h) → (n, h)   ← stretched over h without an error",
            "An operand, (n, 1), is stretched over h: every place along h receives the same number. The 1 comes from "
            "`W_hh[:, :1]`. Which",
        ),
        (
            written,
            "(n, 1) into (n, h)   ← stretched over h without an error",
            "What is written, (n, 1), is stretched over h: every place along h receives the same number. The 1 comes "
            "from `W_hh[:, :1]`. Which",
        ),
        (
            made_by_a_helper,
            "sum                 : (n, h) + (n, 1) → (n, h)   ← stretched over h without an error",
            "The right operand, (n, 1), is stretched over h: every place along h receives the same number. The 1 comes "
            f"from `W_hh.narrow(1, 0, 1)` in line {HELPER}. Which",
        ),
        (
            over_lines,
            "sum             : (h,) + (n, 1) → (n, h)   ← stretched over h without an error",
            "The right operand, (n, 1), is stretched over h: every place along h receives the same number. The 1 comes "
            f"from `W_hh[:, :1]` in line {over_lines.__code__.co_firstlineno + 3}. Which",
        ),
    ],
)
def test_the_operand_is_named_and_where_its_1_comes_from(function: Function, line: str, remark: str) -> None:
    (finding,) = broadcasts(function)
    assert finding.message.split("\n")[-2].endswith(line)
    assert last_line(finding).startswith(remark)


def test_two_broadcasts_are_told_and_no_more() -> None:
    def cell(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
        a, b = X @ W_xh[:, :1], H @ W_hh[:, :1]
        Z = X @ W_xh + a
        Z = Z + b
        Z = Z * a
        return torch.tanh(Z + b_h)

    assert [finding.expression for finding in broadcasts(cell)] == ["X @ W_xh + a", "Z + b"]


def keeps_the_axis(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + (H @ W_hh).mean(1, keepdim=True) + b_h)


def makes_it_by_unsqueeze(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + (H @ W_hh).mean(1).unsqueeze(1) + b_h)


def makes_it_by_none(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + (H @ W_hh).mean(1)[:, None] + b_h)


def has_it_in_front(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.relu(X @ W_xh + H @ W_hh + b_h.reshape(1, -1))


@pytest.mark.parametrize("function", [keeps_the_axis, makes_it_by_unsqueeze, makes_it_by_none, has_it_in_front])
def test_a_1_that_is_meant_is_no_silent_broadcast(function: Function) -> None:
    assert broadcasts(function) == []


def bias_by_ones(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    ones = torch.ones(len(X), 1, dtype=X.dtype, device=X.device)
    return torch.relu(X @ W_xh + H @ W_hh + ones * b_h)


def products_by_hand(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    n, d = X.shape
    XW = (X.reshape(n, d, 1) * W_xh).sum(1)
    return torch.relu(XW + H @ W_hh + b_h)


@pytest.mark.parametrize("function", [bias_by_ones, products_by_hand])
def test_a_broadcast_that_a_right_value_comes_from_is_innocent(function: Function) -> None:
    found = check_function(function, "rnn_cell").findings
    assert [finding.kind for finding in found] == ["missing_value", "wrong_value"]
    assert found[0].message == "`Z_t` is there, `H_t` is not: look at the activation."


def test_a_right_program_is_told_nothing_of_its_broadcasts() -> None:
    def cell(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
        ones = torch.ones(len(X), 1, dtype=X.dtype, device=X.device)
        return torch.tanh(X @ W_xh + H @ W_hh + ones * b_h)

    assert check_function(cell, "rnn_cell").findings == ()


def test_it_carries_the_stage_that_fails_first() -> None:
    def cell(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
        Z = X @ W_xh + H @ W_hh[:, :1]
        return torch.tanh(Z @ W_xh + b_h)

    assert [finding.stage for finding in broadcasts(cell)] == ["runs"]


def test_over_an_axis_of_no_places_nothing_is_stretched() -> None:
    def cell(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
        return torch.tanh((X @ W_xh) * (H @ W_hh[:, 1:2]) + b_h)  # with h = 1 the slice is empty

    found = check_function(cell, "rnn_cell").findings
    assert [finding.kind for finding in found if finding.stage == "shape"] == ["wrong_shape"]


def _operation(text: str, file: str, line: int, name: str, symbol: str, form: Form) -> Operation:
    return Operation(Place(file, line, line, 0, len(text), "f", text), text, "operation", name, symbol, (form,))


def test_a_1_from_another_file_is_told_with_the_file() -> None:
    narrow = Form(((36, 36),), ((36, 1),), ("float64",))
    product = Form(((7, 36), (36, 1)), ((7, 1),), ("float64",))
    total = Form(((7, 36), (7, 1)), ((7, 36),), ("float64",), stretched=((1, -1),))
    operations = (
        _operation("W[:, :1]", "helper.py", 3, "__getitem__", ",", narrow),
        _operation("H @ U", "answer.py", 3, "matmul", "@", product),
        _operation("Z + R", "answer.py", 4, "add", "+", total),
    )
    events = (Event(0, 0, (-1,)), Event(1, 0, (-2, 0)), Event(2, 0, (-3, 1)))
    lineage = Lineage(Trace(operations, events=events))
    (finding,) = silent_broadcasts(lineage, Dimensions({"n": 7, "h": 36}), "value", frozenset())
    assert "The 1 comes from `W[:, :1]` in line 3 of helper.py. Which" in finding.message
    assert list(silent_broadcasts(lineage, Dimensions({}), "value", frozenset({2}))) == []
