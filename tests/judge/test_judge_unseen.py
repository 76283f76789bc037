"""Where no trace looks, and where a trace is cut off, nothing is certain: nothing there is accused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from torch import Tensor, nn

from grader.api import check_function
from grader.judge.evidence import Evidence
from grader.report import Finding
from grader.worker.probe import Observation
from grader.worker.traced import Trace

Function = Callable[..., object]
ACTIVATION = "look at the activation."


def explained(function: Function, exercise: str) -> Finding:
    """What explains that the values are wrong."""
    found = [finding for finding in check_function(function, exercise).findings if finding.stage == "value"]
    return next(finding for finding in found if finding.kind != "not_finite")


# Where no trace looks nothing is certain.


def rnn_of_torch(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    layer = nn.RNN(X.shape[2], H.shape[1], nonlinearity="relu", dtype=X.dtype)
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    weights = dict(zip(names, (W_xh.T, W_hh.T, b_h, torch.zeros_like(b_h)), strict=True))
    states, last = torch.func.functional_call(layer, weights, (X, H[None]))
    return states, last[0]


def cells_of_torch(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    cell = nn.RNNCell(X.shape[2], H.shape[1], dtype=X.dtype)
    weights = {"weight_ih": W_xh.T, "weight_hh": W_hh.T, "bias_ih": b_h, "bias_hh": b_h}
    states: list[Tensor] = []
    for X_t in X:
        H = torch.func.functional_call(cell, weights, (X_t, H))
        states.append(H)
    return torch.stack(states), H


def _scripted() -> Function:
    def step(X_t: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
        return torch.relu(X_t @ W_xh + H @ W_hh + b_h)

    compiled = torch.jit.script(step)

    def forward(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
        states: list[Tensor] = []
        for X_t in X:
            H = compiled(X_t, H, W_xh, W_hh, b_h)
            states.append(H)
        return torch.stack(states), H

    return forward


def _scripted_in_part() -> Function:
    def step(XW: Tensor, H: Tensor, W_hh: Tensor) -> Tensor:
        return torch.relu(XW + H @ W_hh)

    compiled = torch.jit.script(step)

    def forward(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
        states: list[Tensor] = []
        for XW in X @ W_xh + b_h:
            H = compiled(XW, H, W_hh)
            states.append(H)
        return torch.stack(states), H

    return forward


def mapped(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    step = torch.vmap(lambda XW, h: torch.relu(XW + h @ W_hh))
    states: list[Tensor] = []
    for XW in X @ W_xh + b_h:
        H = step(XW, H)
        states.append(H)
    return torch.stack(states), H


def in_numpy(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    states: list[Tensor] = []
    for XW in X @ W_xh + b_h:
        recurrent = torch.from_numpy(H.detach().numpy() @ W_hh.detach().numpy())
        H = torch.relu(XW + recurrent)
        states.append(H)
    return torch.stack(states), H


def every_number_by_itself(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    states: list[Tensor] = []
    for X_t in X:
        H = torch.stack([torch.relu(x @ W_xh + h @ W_hh + b_h) for x, h in zip(X_t, H, strict=True)])
        H = torch.stack([torch.stack([unit * 1.0 for unit in row]) for row in H])
        states.append(H)
    return torch.stack(states), H


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    "make",
    [
        lambda: rnn_of_torch,
        lambda: cells_of_torch,
        _scripted,
        _scripted_in_part,
        lambda: mapped,
        lambda: in_numpy,
        lambda: every_number_by_itself,
    ],
    ids="nn.RNN nn.RNNCell jit jit_in_part vmap numpy too_many_values".split(),
)
def test_what_is_computed_where_no_trace_looks_is_not_accused(make: Callable[[], Function]) -> None:
    report = check_function(make(), "rnn_forward")
    found = [finding for finding in report.findings if finding.stage == "value"]
    assert [finding.kind for finding in found] == ["wrong_value"]


def test_what_a_kernel_of_torch_gives_is_seen_all_the_same() -> None:
    def forward(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
        layer = nn.RNN(X.shape[2], H.shape[1], dtype=X.dtype)
        names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
        weights = dict(zip(names, (W_xh.T, W_hh.T, b_h, torch.zeros_like(b_h)), strict=True))
        states, last = torch.func.functional_call(layer, weights, (X, H[None]))
        return states * 2, last[0]

    finding = explained(forward, "rnn_forward")
    assert (finding.kind, finding.expression) == ("unused_value", "states * 2")


def test_a_number_printed_on_the_way_hides_nothing() -> None:
    def cell(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
        Z = X @ W_xh + H @ W_hh + b_h
        assert Z.mean().item() != 0
        return torch.relu(Z)

    assert explained(cell, "rnn_cell").message == f"`Z_t` is there, `H_t` is not: {ACTIVATION}"


# Traces that are cut off.


def _cut(events: int) -> Callable[[Observation], Observation]:
    """As if values had been kept of the first events only."""

    def change(seen: Observation) -> Observation:
        assert isinstance(seen.trace, Trace)
        kept = [replace(e, data=e.data if n < events else ()) for n, e in enumerate(seen.trace.events)]
        return replace(seen, trace=replace(seen.trace, events=tuple(kept), complete=False))

    return change


def relu_at_the_third_step(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    XW = X @ W_xh
    states: list[Tensor] = []
    for t in range(len(X)):
        H = (torch.relu if t == 2 else torch.tanh)(XW[t] + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H


def state_kept_at_the_third_step(
    X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor
) -> tuple[Tensor, Tensor]:
    states: list[Tensor] = []
    for t in range(len(X)):
        H = (torch.relu if t == 2 else torch.tanh)(X[t] @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H


def test_of_a_cut_trace_what_lies_before_something_found_is_accused(
    evidence_of: Callable[..., Evidence], judged: Callable[[Evidence], tuple[Finding, ...]]
) -> None:
    evidence = evidence_of(relu_at_the_third_step, "rnn_forward", _cut(30))
    assert judged(evidence)[0].message == f"`Z_3` is there, `H_3` is not: {ACTIVATION}"


def test_of_a_cut_trace_nothing_else_is_accused(
    evidence_of: Callable[..., Evidence], judged: Callable[[Evidence], tuple[Finding, ...]]
) -> None:
    for events in (0, 1, 9, 13, 17):
        evidence = evidence_of(state_kept_at_the_third_step, "rnn_forward", _cut(events))
        assert [finding.kind for finding in judged(evidence) if finding.stage == "value"] == ["wrong_value"]


def test_a_whole_trace_is_accused_to_its_end(
    evidence_of: Callable[..., Evidence], judged: Callable[[Evidence], tuple[Finding, ...]]
) -> None:
    evidence = evidence_of(state_kept_at_the_third_step, "rnn_forward")
    assert judged(evidence)[0].message == f"`Z_3` is there, `H_3` is not: {ACTIVATION}"
