"""Ways of computing that are as right as the reference's are never accused when something else is wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from grader.api import check_function
from grader.report import Finding

Function = Callable[..., object]
ACTIVATION = "look at the activation."


def explained(function: Function, exercise: str) -> Finding:
    """What explains that the values are wrong."""
    found = [finding for finding in check_function(function, exercise).findings if finding.stage == "value"]
    return next(finding for finding in found if finding.kind != "not_finite")


def first_line(finding: Finding) -> str:
    return finding.message.split("\n")[0]


# Ways of computing that are as right as the reference's, with a wrong activation at their end.


def fused(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.relu(torch.cat((X, H), 1) @ torch.cat((W_xh, W_hh)) + b_h)


def fused_with_bias(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    ones = X.new_ones(len(X), 1)
    return torch.relu(torch.cat((X, H, ones), 1) @ torch.cat((W_xh, W_hh, b_h[None])))


def bias_in_the_product(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.relu(torch.addmm(b_h, X, W_xh) + H @ W_hh)


def one_after_the_other(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.relu(torch.addmm(torch.addmm(b_h, X, W_xh), H, W_hh))


def linear(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.relu(F.linear(X, W_xh.T) + F.linear(H, W_hh.T, b_h))


def einsum(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.relu(torch.einsum("nd,dh->nh", X, W_xh) + torch.einsum("ni,ij->nj", H, W_hh) + b_h)


def batched(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.relu((torch.bmm(X[None], W_xh[None]) + torch.bmm(H[None], W_hh[None]) + b_h)[0])


def columns(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.relu(W_xh.T @ X.T + W_hh.T @ H.T + b_h[:, None]).T


def elementwise(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.relu((X[:, :, None] * W_xh).sum(1) + (H[:, :, None] * W_hh).sum(1) + b_h)


def in_place(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    Z = X @ W_xh
    Z += H @ W_hh
    Z += b_h
    return Z.relu_()


def bias_first(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.relu(b_h + H @ W_hh + X @ W_xh)


def summed(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.relu(torch.stack((X @ W_xh, H @ W_hh)).sum(0) + b_h)


def bias_by_ones(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    ones = torch.ones(len(X), 1, dtype=X.dtype, device=X.device)
    return torch.relu(X @ W_xh + H @ W_hh + ones * b_h)


def row_by_row(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.stack([torch.relu(x @ W_xh + h @ W_hh + b_h) for x, h in zip(X, H, strict=True)])


def row_by_row_into_a_buffer(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    Z = torch.zeros_like(H)
    for i in range(len(X)):
        Z[i] = X[i] @ W_xh + H[i] @ W_hh + b_h
    return torch.relu(Z)


def unit_by_unit(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    units = [torch.relu(X @ W_xh[:, j] + H @ W_hh[:, j] + b_h[j]) for j in range(len(b_h))]
    return torch.stack(units, dim=1)


def single_precision(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.relu(X.float() @ W_xh.float() + H.float() @ W_hh.float() + b_h.float()).to(X.dtype)


def module(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    layer = nn.Linear(*W_xh.shape, dtype=X.dtype, device=X.device)
    XW = torch.func.functional_call(layer, {"weight": W_xh.T, "bias": b_h}, (X,))
    return torch.relu(XW + H @ W_hh)


@pytest.mark.parametrize(
    "function",
    [
        fused,
        fused_with_bias,
        bias_in_the_product,
        one_after_the_other,
        linear,
        einsum,
        batched,
        columns,
        elementwise,
        in_place,
        bias_first,
        summed,
        bias_by_ones,
        row_by_row,
        row_by_row_into_a_buffer,
        unit_by_unit,
        single_precision,
        module,
    ],
)
def test_however_the_sum_is_computed_only_the_activation_is_accused(function: Function) -> None:
    finding = explained(function, "rnn_cell")
    assert finding.message == f"`Z_t` is there, `H_t` is not: {ACTIVATION}"
    assert finding.expression is not None
    assert "relu" in finding.expression


# The same over time, with something wrong in the recurrence.


def products_first(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    states = [torch.tanh(XW + H @ W_hh) for XW in X @ W_xh + b_h]
    return torch.stack(states), states[-1]


def flat_products_first(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    T, n, d = X.shape
    XW = F.linear(X.reshape(T * n, d), W_xh.T, b_h).view(T, n, -1)
    states = [torch.tanh(XW[t] + H @ W_hh) for t in range(T)]
    return torch.stack(states), states[-1]


def batch_first(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    XW = torch.einsum("tnd,dh->hnt", X, W_xh)
    states = [torch.tanh(XW[..., t].T + H @ W_hh + b_h) for t in range(len(X))]
    return torch.stack(states, dim=1).transpose(0, 1), states[-1]


@pytest.mark.parametrize("function", [products_first, flat_products_first, batch_first])
def test_with_all_input_products_before_the_loop_only_the_recurrence_is_accused(function: Function) -> None:
    finding = explained(function, "rnn_forward")
    assert finding.message == (
        "`H_1` is there, `H_1 W_hh` is not: look at the product of the previous state and its weights."
    )
    assert finding.expression == "H @ W_hh"


def test_a_fused_product_is_accused_of_the_sum_and_never_of_products_that_it_does_without() -> None:
    def forward(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
        W = torch.cat((W_xh, W_hh))
        states = [torch.tanh(torch.cat((X_t, H), 1) @ W + b_h) for X_t in X]
        return torch.stack(states), states[-1]

    finding = explained(forward, "rnn_forward")
    assert finding.message == ("`H_1` is there, `X_2 W_xh + H_1 W_hh` is not: look at the sum, and which terms it has.")
    assert finding.expression == "torch.cat((X_t, H), 1) @ W"


def test_a_fused_product_of_weights_in_the_wrong_order_is_accused_as_a_whole() -> None:
    def forward(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
        W = torch.cat((W_hh, W_xh))
        states: list[Tensor] = []
        for X_t in X:
            H = torch.tanh(torch.cat((X_t, H), 1) @ W + b_h)
            states.append(H)
        return torch.stack(states), H

    finding = explained(forward, "rnn_forward")
    assert finding.message == (
        "`X_1 W_xh + H_0 W_hh` is not among the values that your code computes: look at the sum, and which terms it "
        "has."
    )
    assert finding.expression == "torch.cat((X_t, H), 1) @ W"


def test_a_bias_that_is_added_again_later_is_accused_where_it_is_added_again() -> None:
    def forward(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
        states: list[Tensor] = []
        for XW in X @ W_xh + b_h:
            H = torch.tanh(XW + H @ W_hh + b_h)
            states.append(H)
        return torch.stack(states), H

    finding = explained(forward, "rnn_forward")
    assert (first_line(finding), finding.expression) == (
        f"`Z_1` is there, `H_1` is not: {ACTIVATION}",
        "XW + H @ W_hh + b_h",
    )


def test_the_products_of_all_steps_at_once_are_right_values() -> None:
    def forward(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
        XW = X @ W_xh + b_h
        states = [torch.tanh(XW[0])]
        for t in range(1, len(X)):
            states.append(torch.tanh(XW[t] + states[-1] @ W_hh))
        return torch.stack(states), states[-1]

    finding = explained(forward, "rnn_forward")
    assert finding.message.split("\n") == [
        "`X_1 W_xh` is there, `H_0 W_hh` is not: look at the product of the previous state and its weights.",
        "`torch.tanh(XW[0])`, (n, h), goes into it, and is neither an argument nor a right value.",
    ]
