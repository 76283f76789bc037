"""What would be on another device than the inputs is told at its line; what follows the inputs is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from grader.api import check_function
from grader.judge.evidence import Evidence
from grader.report import Finding
from grader.worker.traced import Place, Stray

Function = Callable[..., object]
HALF = torch.full((), 0.5, dtype=torch.float64).expand(1)
RAISES = "and PyTorch raises an error."
MADE = "This tensor is made on the CPU, wherever the inputs are."
BROUGHT = "This brings a tensor to the device cpu, wherever the inputs are."
MEET = "With the inputs on a GPU the two devices meet in line"
RESULT = "With the inputs on a GPU the result is not there with them."
ASK = "Which device does `{}` make its tensor on, when nobody says? Ask one of the inputs for its device."


def of_device(function: Function) -> list[Finding]:
    return [finding for finding in check_function(function, "hidden_layer").findings if finding.stage == "device"]


def made_and_met(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    ones = torch.ones(len(X), 1, dtype=X.dtype)
    return torch.tanh(X @ W_xh + ones @ b_h[None])


def made_and_met_here(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + torch.zeros(len(b_h), dtype=X.dtype) + b_h)


def made_and_returned(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    result = torch.zeros(len(X), len(b_h), dtype=X.dtype)
    result[:] = torch.tanh(X @ W_xh + b_h)
    return result


def brought_to_the_cpu(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    bias = b_h.cpu()
    return torch.tanh(X @ W_xh + bias)


def returned_on_the_cpu(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + b_h).to("cpu")


def through_numpy(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    largest = float(X.detach().numpy().max())
    return torch.tanh(X @ W_xh + b_h) + 0 * largest


def made_when_loaded(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + b_h) * (HALF.to(X.dtype) + HALF.to(X.dtype))


def line_of(function: Function, after: int) -> int:
    return function.__code__.co_firstlineno + after


@pytest.mark.parametrize(
    ("function", "told", "expression"),
    [
        (
            made_and_met,
            [f"{MADE} {MEET} {line_of(made_and_met, 2)}: `ones @ b_h[None]`, {RAISES}", ASK.format("torch.ones")],
            "torch.ones(len(X), 1, dtype=X.dtype)",
        ),
        (
            made_and_met_here,
            [
                f"{MADE} {MEET} {line_of(made_and_met_here, 1)}: "
                f"`X @ W_xh + torch.zeros(len(b_h), dtype=X.dtype)`, {RAISES}",
                ASK.format("torch.zeros"),
            ],
            "torch.zeros(len(b_h), dtype=X.dtype)",
        ),
        (
            made_and_returned,
            [f"{MADE} {RESULT}", ASK.format("torch.zeros")],
            "torch.zeros(len(X), len(b_h), dtype=X.dtype)",
        ),
        (
            brought_to_the_cpu,
            [f"{BROUGHT} {MEET} {line_of(brought_to_the_cpu, 2)}: `X @ W_xh + bias`, {RAISES}"],
            "b_h.cpu()",
        ),
        (returned_on_the_cpu, [f"{BROUGHT} {RESULT}"], 'torch.tanh(X @ W_xh + b_h).to("cpu")'),
        (
            through_numpy,
            [
                "NumPy cannot read a tensor that is on a GPU: with the inputs there, this line raises an error. Which "
                "operation of torch does the same?"
            ],
            "X.detach().numpy()",
        ),
        (
            made_when_loaded,
            [
                "A tensor that was made when the file was loaded is on the CPU. "
                f"{MEET} {line_of(made_when_loaded, 1)}: "
                f"`torch.tanh(X @ W_xh + b_h) * (HALF.to(X.dtype) + HALF.to(X.dtype))`, {RAISES}"
            ],
            None,
        ),
    ],
)
def test_what_strays_is_told_with_where_it_matters(function: Function, told: list[str], expression: str | None) -> None:
    (finding,) = of_device(function)
    assert finding.message.split("\n") == told
    assert (finding.kind, finding.expression, finding.shapes) == ("wrong_device", expression, "cuda → cpu")


def on_the_device_of_the_inputs(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    ones = torch.ones(len(X), 1, dtype=X.dtype, device=X.device)
    return torch.tanh(X @ W_xh + ones @ b_h[None])


def made_like_an_input(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + X.new_zeros(len(b_h)) + torch.zeros_like(b_h) + b_h)


def moved_to_the_inputs(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + torch.zeros(len(b_h)).to(X) + b_h)


def scalars_may_be_anywhere(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + b_h) * torch.tensor(1.0, dtype=X.dtype)


@pytest.mark.parametrize(
    "function", [on_the_device_of_the_inputs, made_like_an_input, moved_to_the_inputs, scalars_may_be_anywhere]
)
def test_what_follows_the_inputs_is_no_finding(function: Function) -> None:
    assert check_function(function, "hidden_layer").findings == ()


def right(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + b_h)


def test_a_result_that_is_really_elsewhere_is_told_with_both_devices(
    evidence_of: Callable[..., Evidence], judged: Callable[[Evidence], tuple[Finding, ...]]
) -> None:
    evidence = evidence_of(right, "hidden_layer")
    pairs = [replace(pair, probe=replace(pair.probe, device="cuda")) for pair in evidence.pairs]
    (finding,) = judged(replace(evidence, pairs=tuple(pairs)))
    assert (finding.stage, finding.message) == ("device", "The result is on cpu, and the inputs are on cuda.")
    assert finding.line == right.__code__.co_firstlineno + 1


def test_of_many_strays_three_are_told_and_none_is_a_trouble(
    evidence_of: Callable[..., Evidence], judged: Callable[[Evidence], tuple[Finding, ...]]
) -> None:
    place = Place("answer.py", -1, 10**9, -5, 10**9, "", "")
    strays = (Stray("moved", ""), Stray("numpy", "x" * 10**5, place), Stray("?", "cpu", place, "((", place, "("))
    evidence = evidence_of(right, "hidden_layer")
    first = replace(evidence.pairs[0], seen=replace(evidence.pairs[0].seen, strays=strays * 10**4))
    found = judged(replace(evidence, pairs=(first, *evidence.pairs[1:])))
    assert [finding.kind for finding in found] == ["wrong_device"] * 3
