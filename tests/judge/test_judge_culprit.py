"""The line of a finding: where a shape or a dtype came about, and what failed there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from grader.api import check_function
from grader.report import Finding

Function = Callable[..., object]
Told = Callable[[str, Function, str], Finding]


def right(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)


def states(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> list[Tensor]:
    found: list[Tensor] = []
    for X_t in X:
        H = right(X_t, H, W_xh, W_hh, b_h)
        found.append(H)
    return found


# Shapes.


def squeezes_at_the_end(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + b_h).squeeze()


def squeezes_before(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    Z = (X @ W_xh).squeeze()
    return torch.tanh(Z + b_h)


def sums(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + b_h).sum(dim=1)


def averages_the_inputs(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    mean = X.mean(0)
    return torch.tanh(mean @ W_xh + b_h)


def takes_the_largest(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + b_h).max(dim=1).values


def picks_a_row(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X[0] @ W_xh + b_h)


def picks_a_unit(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh[:, 0] + b_h[0])


def adds_an_axis(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X.unsqueeze(0) @ W_xh + b_h)


def adds_an_axis_by_none(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh((X @ W_xh)[:, None] + b_h)


def flattens(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh((X @ W_xh + b_h).view(-1))


def transposes(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + b_h).T


def concatenates_rows(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.cat([torch.tanh(x @ W_xh + b_h) for x in X])


def keeps_an_axis_in_a_loop(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.stack([torch.tanh(X[i : i + 1] @ W_xh + b_h) for i in range(len(X))])


@pytest.mark.parametrize(
    ("function", "kind", "expression"),
    [
        (squeezes_at_the_end, "missing_axis", "torch.tanh(X @ W_xh + b_h).squeeze()"),
        (squeezes_before, "missing_axis", "(X @ W_xh).squeeze()"),
        (sums, "missing_axis", "torch.tanh(X @ W_xh + b_h).sum(dim=1)"),
        (averages_the_inputs, "missing_axis", "X.mean(0)"),
        (takes_the_largest, "missing_axis", "torch.tanh(X @ W_xh + b_h).max(dim=1)"),
        (picks_a_row, "missing_axis", "X[0]"),
        (picks_a_unit, "missing_axis", "W_xh[:, 0]"),
        (adds_an_axis, "extra_axis", "X.unsqueeze(0)"),
        (adds_an_axis_by_none, "extra_axis", "(X @ W_xh)[:, None]"),
        (flattens, "merged_axes", "(X @ W_xh + b_h).view(-1)"),
        (transposes, "transposed_axes", "torch.tanh(X @ W_xh + b_h).T"),
        (concatenates_rows, "merged_axes", "torch.cat([torch.tanh(x @ W_xh + b_h) for x in X])"),
        (keeps_an_axis_in_a_loop, "extra_axis", "X[i : i + 1]"),
    ],
)
def test_a_wrong_shape_is_shown_where_it_came_about(
    of_stage: Told, function: Function, kind: str, expression: str
) -> None:
    finding = of_stage("shape", function, "hidden_layer")
    assert (finding.kind, finding.expression) == (kind, expression)


def end_to_end(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    found = states(X, H, W_xh, W_hh, b_h)
    return torch.cat(found), found[-1]


def side_by_side(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    found = states(X, H, W_xh, W_hh, b_h)
    return torch.cat(found, dim=1), found[-1]


def along_the_batch(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    found = states(X, H, W_xh, W_hh, b_h)
    return torch.stack(found, dim=1), found[-1]


def at_the_end(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    found = states(X, H, W_xh, W_hh, b_h)
    return torch.stack(found).permute(1, 2, 0), found[-1]


def axis_in_the_loop(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    found = [state.unsqueeze(0) for state in states(X, H, W_xh, W_hh, b_h)]
    return torch.stack(found), found[-1][0]


def grows_in_the_loop(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    found = H[:0]
    for X_t in X:
        H = right(X_t, H, W_xh, W_hh, b_h)
        found = torch.cat((found, H))
    return found, H


def last_with_its_axis(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    found = torch.stack(states(X, H, W_xh, W_hh, b_h))
    return found, found[-1:]


@pytest.mark.parametrize(
    ("function", "told", "expression"),
    [
        (end_to_end, "The axes T and n have been merged into one of T·n.", "torch.cat(found)"),
        (side_by_side, "The axes T and h have been merged into one of T·h.", "torch.cat(found, dim=1)"),
        (along_the_batch, "The axes T and n are exchanged: time comes first here.", "torch.stack(found, dim=1)"),
        (at_the_end, "The axes T, n and h are in another order.", "torch.stack(found).permute(1, 2, 0)"),
        (axis_in_the_loop, "There is an axis too many, at place 1 (counted from 0).", "state.unsqueeze(0)"),
        (grows_in_the_loop, "The axes T and n have been merged into one of T·n.", "torch.cat((found, H))"),
        (last_with_its_axis, "There is an axis too many, at place 0 (counted from 0).", "found[-1:]"),
    ],
)
def test_states_put_together_otherwise_are_shown_where_they_are(
    of_stage: Told, function: Function, told: str, expression: str
) -> None:
    finding = of_stage("shape", function, "rnn_forward")
    assert (finding.message.split("\n")[1], finding.expression) == (told, expression)


# Dtypes.


def converts_at_the_end(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + b_h).float()


def converts_to(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    Z = (X @ W_xh).to(torch.float32)
    return torch.tanh(Z + b_h.to(torch.float32))


def converts_all(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X.float() @ W_xh.float() + b_h.float())


def fills_a_buffer(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    buffer = torch.zeros(len(X), len(b_h))
    buffer[:] = torch.tanh(X @ W_xh + b_h)
    return buffer


def always_double(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X.double() @ W_xh.double() + b_h.double())


@pytest.mark.parametrize(
    ("function", "shapes", "expression"),
    [
        (converts_at_the_end, "float64 → float32", "torch.tanh(X @ W_xh + b_h).float()"),
        (converts_to, "float64 → float32", "(X @ W_xh).to(torch.float32)"),
        (converts_all, "float64 → float32", "X.float()"),
        (fills_a_buffer, "float64 → float32", "torch.zeros(len(X), len(b_h))"),
        (always_double, "float32 → float64", "X.double()"),
    ],
)
def test_a_wrong_dtype_is_shown_where_it_first_came_in(
    of_stage: Told, function: Function, shapes: str, expression: str
) -> None:
    finding = of_stage("dtype", function, "hidden_layer")
    assert (finding.shapes, finding.expression) == (shapes, expression)


def test_dtypes_that_clash_are_told_with_the_first_of_the_other(of_stage: Told) -> None:
    def hidden_layer(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
        ones = torch.ones(len(X), 1)
        return torch.tanh(X @ W_xh + ones @ b_h[None])

    finding = of_stage("dtype", hidden_layer, "hidden_layer")
    line = hidden_layer.__code__.co_firstlineno
    assert (finding.line, finding.expression) == (line + 2, "ones @ b_h[None]")
    assert finding.message.split("\n")[-1] == f"The first is made in line {line + 1}: `torch.ones(len(X), 1)`."


def test_a_pair_in_place_of_a_tensor_is_wrong_in_shape_alone() -> None:
    def hidden_layer(X: Tensor, W_xh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
        H = torch.tanh(X @ W_xh + b_h)
        return H, H

    found = check_function(hidden_layer, "hidden_layer").findings
    assert [finding.stage for finding in found if not finding.warns] == ["shape"]


# An operation that fails.


def test_the_operands_of_a_failing_operation_are_told_line_by_line(of_stage: Told) -> None:
    def cell(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
        return torch.tanh(X @ W_xh + H @ W_hh[:, 0] + b_h)

    finding = of_stage("runs", cell, "rnn_cell")
    assert finding.message.split("\n")[:-1] == [
        "Two tensors that meet elementwise have h and n on axis 1 (counted from 0). They must agree there.",
        "X @ W_xh       : (n, d) @ (d, h) → (n, h)",
        "H @ W_hh[:, 0] : (n, h) @ (h,) → (n,)",
        "sum            : (n, h) + (n,) → impossible",
    ]
    assert finding.message.split("\n")[-1].startswith("Python says: RuntimeError: The size of tensor a (")
