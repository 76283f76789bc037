"""The first intermediate value that is missing is named at its operation; or the part of it that is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from grader.answers import Answers
from grader.api import check_function
from grader.exercise import find
from grader.judge.evidence import Evidence
from grader.report import Finding
from grader.worker.probe import Observation

Function = Callable[..., object]
ACTIVATION = "look at the activation."
TERMS = "look at the sum, and what is added to the products."


def explained(function: Function, exercise: str) -> Finding:
    """What explains that the values are wrong."""
    found = [finding for finding in check_function(function, exercise).findings if finding.stage == "value"]
    return next(finding for finding in found if finding.kind != "not_finite")


def first_line(finding: Finding) -> str:
    return finding.message.split("\n")[0]


# Every milestone of every exercise is accused where it is the first that is wrong.


def hidden_scaled(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh((1.1 * X) @ W_xh + b_h)


def hidden_subtracts(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh - b_h)


def hidden_sigmoid(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.sigmoid(X @ W_xh + b_h)


def output_squared(H: Tensor, W_hq: Tensor, b_q: Tensor) -> Tensor:
    return H**2 @ W_hq + b_q


def output_twice(H: Tensor, W_hq: Tensor, b_q: Tensor) -> Tensor:
    return H @ W_hq + 2 * b_q


def cell_inputs(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X.abs() @ W_xh + H @ W_hh + b_h)


def cell_state(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + torch.relu(H) @ W_hh + b_h)


def cell_difference(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh - H @ W_hh + b_h)


def cell_apart(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh) + torch.tanh(H @ W_hh) + b_h


def cell_bias(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + H @ W_hh + b_h.mean())


def cell_relu(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.relu(X @ W_xh + H @ W_hh + b_h)


def concat_order(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(torch.cat((H, X), 1) @ torch.cat((W_xh, W_hh)) + b_h)


def concat_forgets(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(torch.cat((X, torch.zeros_like(H)), 1) @ torch.cat((W_xh, W_hh)) + b_h)


def concat_bias(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(torch.cat((X, H), 1) @ torch.cat((W_xh, W_hh)))


def concat_relu(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.relu(torch.cat((X, H), 1) @ torch.cat((W_xh, W_hh)) + b_h)


@pytest.mark.parametrize(
    ("function", "exercise", "told", "expression"),
    [
        (
            hidden_scaled,
            "hidden_layer",
            "`X W_xh` is not among the values that your code computes: look at the product of the inputs and their "
            "weights.",
            "1.1 * X",
        ),
        (
            hidden_subtracts,
            "hidden_layer",
            "`X W_xh` is there, `Z` is not: look at the sum, and what is added to the product.",
            "X @ W_xh - b_h",
        ),
        (
            hidden_sigmoid,
            "hidden_layer",
            f"`Z` is there, `H` is not: {ACTIVATION}",
            "torch.sigmoid(X @ W_xh + b_h)",
        ),
        (
            output_squared,
            "output_layer",
            "`H W_hq` is not among the values that your code computes: look at the product of the states and their "
            "weights.",
            "H**2",
        ),
        (
            output_twice,
            "output_layer",
            "`H W_hq` is there, `O` is not: look at the sum, and what is added to the product.",
            "H @ W_hq + 2 * b_q",
        ),
        (
            cell_inputs,
            "rnn_cell",
            "`X_t W_xh` is not among the values that your code computes: look at the product of the inputs and their "
            "weights.",
            "X.abs()",
        ),
        (
            cell_state,
            "rnn_cell",
            "`X_t W_xh` is there, `H_{t-1} W_hh` is not: look at the product of the previous state and its weights.",
            "torch.relu(H)",
        ),
        (
            cell_difference,
            "rnn_cell",
            "`X_t W_xh` and `H_{t-1} W_hh` are there, `X_t W_xh + H_{t-1} W_hh` is not: look at the sum, and which "
            "terms it has.",
            "X @ W_xh - H @ W_hh",
        ),
        (
            cell_apart,
            "rnn_cell",
            "`X_t W_xh` and `H_{t-1} W_hh` are there, but never come together in one `X_t W_xh + H_{t-1} W_hh`: which "
            "of them meet which?",
            "H @ W_hh",
        ),
        (
            cell_bias,
            "rnn_cell",
            f"`X_t W_xh + H_{{t-1}} W_hh` is there, `Z_t` is not: {TERMS}",
            "X @ W_xh + H @ W_hh + b_h.mean()",
        ),
        (
            cell_relu,
            "rnn_cell",
            f"`Z_t` is there, `H_t` is not: {ACTIVATION}",
            "torch.relu(X @ W_xh + H @ W_hh + b_h)",
        ),
        (
            concat_order,
            "rnn_cell_concat",
            "`X_t W_xh + H_{t-1} W_hh` is not among the values that your code computes: look at the two "
            "concatenations: their order, and the axis of each.",
            "torch.cat((H, X), 1) @ torch.cat((W_xh, W_hh))",
        ),
        (
            concat_forgets,
            "rnn_cell_concat",
            "`X_t W_xh + H_{t-1} W_hh` is not among the values that your code computes: look at the two "
            "concatenations: their order, and the axis of each.",
            "torch.zeros_like(H)",
        ),
        (
            concat_bias,
            "rnn_cell_concat",
            "`X_t W_xh + H_{t-1} W_hh` is there, `Z_t` is not: look at the sum, and what is added to the product.",
            "torch.cat((X, H), 1) @ torch.cat((W_xh, W_hh))",
        ),
        (
            concat_relu,
            "rnn_cell_concat",
            f"`Z_t` is there, `H_t` is not: {ACTIVATION}",
            "torch.relu(torch.cat((X, H), 1) @ torch.cat((W_xh, W_hh)) + b_h)",
        ),
    ],
)
def test_the_first_value_that_is_missing_is_named_at_its_operation(
    function: Function, exercise: str, told: str, expression: str
) -> None:
    finding = explained(function, exercise)
    assert (finding.kind, first_line(finding), finding.expression) == ("missing_value", told, expression)


STEPS: dict[str, tuple[str, str, str]] = {
    "inputs": (
        "`H_{before}` is there, `X_{now} W_xh` is not: look at the product of the inputs and their weights.",
        "`X_1 W_xh` is not among the values that your code computes: look at the product of the inputs and their "
        "weights.",
        "2 * X_t",
    ),
    "state": (
        "`H_{before}` is there, `H_{before} W_hh` is not: look at the product of the previous state and its weights.",
        "`X_1 W_xh` is there, `H_0 W_hh` is not: look at the product of the previous state and its weights.",
        "2 * H",
    ),
    "sum": (
        "`X_{now} W_xh` and `H_{before} W_hh` are there, `X_{now} W_xh + H_{before} W_hh` is not: look at the sum, and "
        "which terms it has.",
        "`X_1 W_xh` and `H_0 W_hh` are there, `X_1 W_xh + H_0 W_hh` is not: look at the sum, and which terms it has.",
        "XW - HW",
    ),
    "bias": (
        f"`X_{{now}} W_xh + H_{{before}} W_hh` is there, `Z_{{now}}` is not: {TERMS}",
        f"`X_1 W_xh + H_0 W_hh` is there, `Z_1` is not: {TERMS}",
        "products - b_h",
    ),
    "activation": (
        f"`Z_{{now}}` is there, `H_{{now}}` is not: {ACTIVATION}",
        f"`Z_1` is there, `H_1` is not: {ACTIVATION}",
        "torch.relu(Z)",
    ),
}


@pytest.mark.parametrize("what", STEPS)
@pytest.mark.parametrize("wrong", [0, 1, 3])
def test_over_time_the_step_is_named_at_which_it_goes_wrong(what: str, wrong: int) -> None:
    def forward(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
        states: list[Tensor] = []
        for t, X_t in enumerate(X):
            now = what if t == wrong else ""
            XW = (2 * X_t if now == "inputs" else X_t) @ W_xh
            HW = (2 * H if now == "state" else H) @ W_hh
            products = XW - HW if now == "sum" else XW + HW
            Z = products - b_h if now == "bias" else products + b_h
            H = torch.relu(Z) if now == "activation" else torch.tanh(Z)
            states.append(H)
        return torch.stack(states), H

    later, first, expression = STEPS[what]
    finding = explained(forward, "rnn_forward")
    told = later.replace("{now}", str(wrong + 1)).replace("{before}", str(wrong)) if wrong else first
    assert (first_line(finding), finding.expression) == (told, expression)


# Values that are there in part, and values that come too early.


def every_step_but_the_first(H: Tensor, W_hq: Tensor, b_q: Tensor) -> Tensor:
    outputs = torch.zeros(*H.shape[:2], W_hq.shape[1], dtype=H.dtype, device=H.device)
    for t in range(1, len(H)):
        outputs[t] = H[t] @ W_hq + b_q
    return outputs


def bias_of_the_first_step(H: Tensor, W_hq: Tensor, b_q: Tensor) -> Tensor:
    outputs = H @ W_hq
    outputs[0] = outputs[0] + b_q
    return outputs


def last_step_everywhere(H: Tensor, W_hq: Tensor, b_q: Tensor) -> Tensor:
    return (H[-1] @ W_hq + b_q).expand(len(H), -1, -1)


@pytest.mark.parametrize(
    ("function", "told", "expression"),
    [
        (
            every_step_but_the_first,
            "`H W_hq` is missing at step t = 0 only: look at the product of the states and their weights.",
            "H[t] @ W_hq",
        ),
        (
            bias_of_the_first_step,
            "`H W_hq` is there, `O` is missing at every step after t = 0: look at the sum, and what is added to the "
            "product.",
            "outputs[0] + b_q",
        ),
        (
            last_step_everywhere,
            "`H W_hq` is missing at every step before t = {last}: look at the product of the states and their weights.",
            "H[-1] @ W_hq",
        ),
    ],
)
def test_what_is_there_in_part_is_told_by_the_part_that_is_missing(
    function: Function, told: str, expression: str
) -> None:
    last = Answers.of(find("output_layer")).plan.probes[0].sizes["T"] - 1
    finding = explained(function, "output_layer")
    assert (finding.message, finding.expression) == (told.replace("{last}", str(last)), expression)


def softmax_afterwards(H: Tensor, W_hq: Tensor, b_q: Tensor) -> Tensor:
    return torch.softmax(H @ W_hq + b_q, dim=-1)


def each_step_afterwards(H: Tensor, W_hq: Tensor, b_q: Tensor) -> Tensor:
    return torch.stack([torch.tanh(H_t @ W_hq + b_q) for H_t in H])


def buffer_afterwards(H: Tensor, W_hq: Tensor, b_q: Tensor) -> Tensor:
    outputs = torch.zeros(*H.shape[:2], W_hq.shape[1], dtype=H.dtype, device=H.device)
    for t in range(len(H)):
        outputs[t] = H[t] @ W_hq + b_q
    return outputs.relu()


@pytest.mark.parametrize(
    ("function", "expression"),
    [
        (softmax_afterwards, "torch.softmax(H @ W_hq + b_q, dim=-1)"),
        (each_step_afterwards, "torch.tanh(H_t @ W_hq + b_q)"),
        (buffer_afterwards, "outputs.relu()"),
    ],
)
def test_a_right_value_that_is_not_returned_is_told_with_what_happens_to_it(
    function: Function, expression: str
) -> None:
    finding = explained(function, "output_layer")
    assert (finding.kind, finding.expression) == ("unused_value", expression)
    assert finding.message.startswith("Every intermediate value is there, up to `O` (line ")
    assert finding.message.endswith(
        "and the result is another one: look at what happens to it afterwards, and at what is returned."
    )


def test_a_factor_that_is_no_right_value_is_told_with_its_shape() -> None:
    def cell(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
        return torch.tanh(X @ W_xh + (H @ W_hh.sum(1))[:, None] + b_h)

    assert explained(cell, "rnn_cell").message.split("\n")[1] == (
        "`W_hh.sum(1)`, (h,), goes into it, and is neither an argument nor a right value."
    )


def test_a_weight_is_at_fault_though_it_has_fewer_axes_than_the_product() -> None:
    def output_layer(H: Tensor, W_hq: Tensor, b_q: Tensor) -> Tensor:
        return F.linear(H, W_hq.reshape(len(b_q), -1), b_q)

    finding = explained(output_layer, "output_layer")
    assert (finding.kind, finding.expression) == ("wrong_order", "W_hq.reshape(len(b_q), -1)")
    assert finding.message.split("\n") == [
        "`H W_hq` is not among the values that your code computes: look at the product of the states and their "
        "weights.",
        "`W_hq.reshape(len(b_q), -1)` keeps the order in memory: it does not exchange axes.",
    ]


def test_a_product_that_only_prepares_an_operand_is_told_as_the_operand() -> None:
    def hidden_layer(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
        mixed = torch.einsum("nd,nd->nd", X, X)
        return torch.tanh(mixed @ W_xh + b_h)

    finding = explained(hidden_layer, "hidden_layer")
    assert finding.expression == 'torch.einsum("nd,nd->nd", X, X)'
    assert finding.message.split("\n")[1] == (
        '`torch.einsum("nd,nd->nd", X, X)`, (n, d), goes into it, and is neither an argument nor a right value.'
    )


def test_a_product_of_another_shape_is_told_with_both_shapes() -> None:
    def hidden_layer(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
        products = torch.einsum("nd,dh->h", X, W_xh)
        return torch.tanh(products + b_h).expand(len(X), -1)

    assert explained(hidden_layer, "hidden_layer").message.split("\n")[1] == (
        '`X W_xh` is (n, h), and `torch.einsum("nd,dh->h", X, W_xh)` is (h,).'
    )


def test_a_right_result_that_reads_the_same_backwards_is_not_said_to_be_reversed(
    evidence_of: Callable[..., Evidence], judged: Callable[[Evidence], tuple[Finding, ...]]
) -> None:
    def forward(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
        states, _ = find("rnn_forward").implementation()(X, H, W_xh, W_hh, b_h)
        return states, H

    evidence: Evidence = evidence_of(forward, "rnn_forward")
    assert evidence.closer is not None
    seen, expected = (_with_zeros_first(side) for side in (evidence.closer.seen, evidence.closer.expected))
    found = judged(replace(evidence, closer=replace(evidence.closer, seen=seen, expected=expected)))
    assert "wrong_order" not in [finding.kind for finding in found]


def _with_zeros_first(seen: Observation) -> Observation:
    assert seen.result is not None
    first, *others = seen.result.leaves
    assert first.data is not None
    zeros = replace(first, data=torch.zeros_like(first.data))
    return replace(seen, result=replace(seen.result, leaves=(zeros, *others)))
