"""Where a gradient is cut, and where an argument is written to."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

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


# Gradients.


def detaches(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + H.detach() @ W_hh + b_h)


def takes_data(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + H.data @ W_hh + b_h)


def without_grad(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    with torch.no_grad():
        recurrent = H @ W_hh
    return torch.tanh(X @ W_xh + recurrent + b_h)


def item_by_item(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    bias = torch.stack([X.new_tensor(unit.item()) for unit in b_h])
    return torch.tanh(X @ W_xh + H @ W_hh + bias)


def through_a_list(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    bias = X.new_tensor(b_h.tolist())
    return torch.tanh(X @ W_xh + H @ W_hh + bias)


def detaches_a_clone(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    H = H.clone().detach().requires_grad_(True)
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)


def detaches_the_result(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + H @ W_hh + b_h).detach()


@torch.no_grad()
def never_with_grad(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)


@pytest.mark.parametrize(
    ("function", "arguments", "expression"),
    [
        (detaches, "`H`", "H.detach()"),
        (takes_data, "`H`", "H.data"),
        (without_grad, "`H` and `W_hh`", "H @ W_hh"),
        (item_by_item, "`b_h`", "unit.item()"),
        (through_a_list, "`b_h`", "b_h.tolist()"),
        (detaches_a_clone, "`H`", "H.clone().detach()"),
        (detaches_the_result, "any argument", "torch.tanh(X @ W_xh + H @ W_hh + b_h).detach()"),
        (never_with_grad, "any argument", "X @ W_xh"),
    ],
)
def test_a_gradient_is_shown_where_it_is_cut(
    of_stage: Told, function: Function, arguments: str, expression: str
) -> None:
    finding = of_stage("gradient", function, "rnn_cell")
    assert (finding.kind, finding.expression) == ("no_gradient", expression)
    assert finding.message.split("\n")[0] == (
        f"The values are right, but no gradient reaches {arguments}: nothing there could ever be learned."
    )


def between_steps(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    found: list[Tensor] = []
    for t, X_t in enumerate(X):
        H = right(X_t, H if t == 0 else H.detach(), W_xh, W_hh, b_h)
        found.append(H)
    return torch.stack(found), H


def collects_detached(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    found = states(X, H, W_xh, W_hh, b_h)
    return torch.stack([state.detach() for state in found]), found[-1]


@pytest.mark.parametrize(
    ("function", "expression"), [(between_steps, "H.detach()"), (collects_detached, "state.detach()")]
)
def test_a_cut_over_time_is_shown_where_it_is(of_stage: Told, function: Function, expression: str) -> None:
    finding = of_stage("gradient", function, "rnn_forward")
    assert (finding.kind, finding.expression) == ("wrong_gradient", expression)


def test_a_cut_of_other_arguments_is_not_accused(of_stage: Told) -> None:
    def cell(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
        scale = W_xh.detach().abs().max() * 0 + 1
        return torch.tanh(X @ W_xh + H @ W_hh.data + b_h) * scale

    assert of_stage("gradient", cell, "rnn_cell").expression == "W_hh.data"


# Purity.


def into_a_slice(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    result = right(X, H, W_xh, W_hh, b_h)
    H[:] = 0
    return result


def augmented(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    result = right(X, H, W_xh, W_hh, b_h)
    b_h += 1
    return result


def augmented_column(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    result = right(X, H, W_xh, W_hh, b_h)
    H[:, 0] += 1
    return result


def underscored(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    result = right(X, H, W_xh, W_hh, b_h)
    X.zero_()
    return result


def copied_into(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    result = right(X, H, W_xh, W_hh, b_h)
    H.copy_(result)
    return result


def into_a_view(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    result = right(X, H, W_xh, W_hh, b_h)
    flat = H.view(-1)
    flat[0] = 7
    return result


def into_a_transpose(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    result = right(X, H, W_xh, W_hh, b_h)
    W_hh.T[0] = 0
    return result


def row_by_row(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    result = right(X, H, W_xh, W_hh, b_h)
    for row in H:
        row.add_(1)
    return result


def with_out(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    result = right(X, H, W_xh, W_hh, b_h)
    torch.add(b_h, 1, out=b_h)
    return result


def masked(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    result = right(X, H, W_xh, W_hh, b_h)
    H[H > 0] = 0
    return result


def in_place_activation(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    result = right(X, H, W_xh, W_hh, b_h)
    F.relu(H, inplace=True)
    return result


def product_in_place(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    result = right(X, H, W_xh, W_hh, b_h)
    H.addmm_(X, W_xh)
    return result


def after_a_copy(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    own = H.clone()
    own[0] = own[0] * 1
    own += torch.cat((H,)).zero_()
    result = right(X, own, W_xh, W_hh, b_h)
    H.fill_(math.pi)
    return result


@pytest.mark.parametrize(
    ("function", "argument", "expression"),
    [
        (into_a_slice, "H", "H[:]"),
        (augmented, "b_h", "b_h += 1"),
        (augmented_column, "H", "H[:, 0] += 1"),
        (underscored, "X", "X.zero_()"),
        (copied_into, "H", "H.copy_(result)"),
        (into_a_view, "H", "flat[0]"),
        (into_a_transpose, "W_hh", "W_hh.T[0]"),
        (row_by_row, "H", "row.add_(1)"),
        (with_out, "b_h", "torch.add(b_h, 1, out=b_h)"),
        (masked, "H", "H[H > 0]"),
        (in_place_activation, "H", "F.relu(H, inplace=True)"),
        (product_in_place, "H", "H.addmm_(X, W_xh)"),
        (after_a_copy, "H", "H.fill_(math.pi)"),
    ],
)
def test_a_write_into_an_argument_is_shown_where_it_happens(
    of_stage: Told, function: Function, argument: str, expression: str
) -> None:
    finding = of_stage("purity", function, "rnn_cell")
    assert (finding.kind, finding.expression) == ("modified_argument", expression)
    assert finding.message.startswith(f"After the call `{argument}` has other contents than before")


def test_a_write_is_shown_also_where_something_else_fails_before(of_stage: Told) -> None:
    def cell(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
        result = torch.relu(X @ W_xh + H @ W_hh + b_h)
        H.zero_()
        return result

    assert of_stage("value", cell, "rnn_cell").expression == "torch.relu(X @ W_xh + H @ W_hh + b_h)"
    assert of_stage("purity", cell, "rnn_cell").expression == "H.zero_()"


def test_values_are_explained_also_where_the_device_is_wrong() -> None:
    def cell(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
        ones = torch.ones(len(X), 1, dtype=X.dtype)
        return torch.relu(X @ W_xh + H @ W_hh + ones @ b_h[None])

    found = check_function(cell, "rnn_cell").findings
    assert [(finding.stage, finding.kind) for finding in found] == [
        ("device", "wrong_device"),
        ("value", "missing_value"),
        ("value", "wrong_value"),
    ]


def test_what_python_calls_without_a_trace_is_shown_at_the_return(of_stage: Told) -> None:
    def cell(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
        weights = nn.Parameter(W_hh)
        return torch.tanh(X @ W_xh + H @ weights + b_h)

    finding = of_stage("gradient", cell, "rnn_cell")
    assert (finding.line, finding.expression) == (cell.__code__.co_firstlineno + 2, None)
