"""Gradient flow as the judge tells it: norms, verdict, rate, radius, and where it is cut."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from grader.answers import Answers
from grader.exercise import find
from grader.judge.flow import flow_between, gradient_flow, norms_of, radius_of
from grader.plan import LONG, make_plan, recurrent_weights
from grader.report import GradientFlow
from grader.report.flow import cut_of, flow_of, rate_of, verdict_of
from grader.worker.call import observe
from grader.worker.probe import Observation

NAN, INF = float("nan"), float("inf")


@pytest.fixture(scope="module")
def answers() -> Answers:
    return Answers.of(find("rnn_forward"))


@pytest.fixture
def flow_through(answers: Answers) -> Callable[..., GradientFlow | None]:
    """The flow of a function on the long probe. `change` falsifies what is seen."""

    def flow(
        function: Callable[..., object], change: Callable[[Observation], Observation] = lambda seen: seen
    ) -> GradientFlow | None:
        long = next(probe for probe in answers.plan.probes if probe.id == LONG)
        seen = change(observe(function, long))
        return flow_between(seen, answers.expected(long), long, answers.plan.contract)

    return flow


def loop(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H


def test_norms_are_those_of_all_numbers_of_a_step() -> None:
    assert norms_of(torch.tensor([[[3.0, 0.0], [0.0, 4.0]], [[0.0, 0.0], [0.0, 0.0]]])) == (5.0, 0.0)


def test_norms_neither_underflow_nor_overflow_where_their_squares_would() -> None:
    norms = norms_of(torch.tensor([[3e-200, 4e-200], [3e200, 4e200], [5e-324, 0.0]], dtype=torch.float64))
    assert norms == pytest.approx((5e-200, 5e200, 5e-324), rel=1e-12)


def test_norms_of_what_is_no_number_are_not_finite() -> None:
    first, second, third = norms_of(torch.tensor([[NAN, 1.0], [INF, 1.0], [3.0, 4.0]]))
    assert (math.isnan(first), second, third) == (True, INF, 5.0)
    assert norms_of(torch.zeros(3, 2, 0)) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("norms", "verdict", "cut", "rate"),
    [
        ((0.0, 0.0, 0.25, 0.5, 1.0), "detached", 2, 0.5),
        ((0.0, 0.0, 1.0), "detached", 2, None),
        ((0.0, 0.0), "detached", 2, None),
        ((1.0, 0.0, 2.0, 1.0), "detached", 2, 2.0),
        ((NAN, 1.0), "not_finite", None, None),
        ((INF, 0.0, 1.0), "not_finite", None, None),
        ((1e300, 1.0, 1e-300), "exploding", None, 1e300),
        ((0.0, 0.0, 5e-324, 1e-200, 1.0), "vanishing", None, None),
        ((), "stable", None, None),
    ],
)
def test_a_flow_tells_its_verdict_its_cut_and_its_rate(
    norms: tuple[float, ...], verdict: str, cut: int | None, rate: float | None
) -> None:
    flow = flow_of(norms)
    assert (flow.verdict, flow.cut_at) == (verdict, cut)
    assert flow.rate == pytest.approx(rate) if rate is not None else flow.rate is None or verdict == "vanishing"


def test_zeros_beside_numbers_that_can_hardly_be_represented_are_no_cut() -> None:
    assert cut_of((0.0, 1e-320, 1e-160, 1.0)) is None
    assert cut_of((0.0, 1e-100, 1.0)) == 1
    assert verdict_of((0.0, 1e-320, 1e-160, 1.0)) == "vanishing"
    assert rate_of((0.0, 1e-160, 1.0)) == pytest.approx(1e-160)


def test_the_radius_is_that_of_the_recurrent_weights_where_they_are_known() -> None:
    for id, names in (
        ("rnn_forward", ("W_hh",)),
        ("deep_rnn", ("W_hh",)),
        ("decoder_forward", ("W_hh",)),
        ("bidirectional_rnn", ("W_hf", "W_hb")),
    ):
        plan = make_plan(find(id))
        assert recurrent_weights(plan.contract) == names
        long = next(probe for probe in plan.probes if probe.id == LONG)
        assert radius_of(long, plan.contract) == pytest.approx(0.95)
        several = replace(long, arguments={**long.arguments, names[-1]: 2 * torch.eye(3)})
        assert radius_of(several, plan.contract) == (None if len(names) > 1 else pytest.approx(2.0))


def test_a_right_solution_has_the_flow_of_the_reference_and_a_rate_near_the_radius(flow_through) -> None:
    flow = flow_through(loop)
    assert flow.norms == pytest.approx(flow.expected, rel=1e-9)
    assert (flow.verdict, flow.cut_at, flow.radius) == ("stable", None, pytest.approx(0.95))
    assert 0.9 < flow.rate < 0.95


def test_a_layer_of_torch_and_a_loop_have_the_same_flow(flow_through) -> None:
    def layer(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
        weights = (W_xh.T, W_hh.T, b_h, torch.zeros_like(b_h))
        states, last = torch.rnn_tanh(X, H[None], weights, True, 1, 0.0, True, False, False)
        return states, last[0]

    assert flow_through(layer).norms == pytest.approx(flow_through(loop).norms, rel=1e-9)


def test_a_linear_layer_has_the_flow_that_powers_of_its_weights_give(flow_through, answers) -> None:
    def linear(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
        states = []
        for X_t in X:
            H = X_t @ W_xh + H @ W_hh + b_h
            states.append(H)
        return torch.stack(states), H

    long = next(probe for probe in answers.plan.probes if probe.id == LONG)
    W_xh, W_hh, last = long.arguments["W_xh"], long.arguments["W_hh"], long.cotangents[0][-1]
    powers = [last @ torch.linalg.matrix_power(W_hh, 60 - t).T @ W_xh.T for t in range(1, 61)]
    assert flow_through(linear).norms == pytest.approx([float(power.norm()) for power in powers], rel=1e-9)


def test_a_worker_that_sends_other_gradients_shows_no_flow_or_one_that_is_not_finite(flow_through) -> None:
    def lying(gradient: Tensor | None) -> Callable[[Observation], Observation]:
        return lambda seen: replace(seen, gradients={**seen.gradients, "X": gradient})

    assert flow_through(loop, lying(torch.zeros(3))) is None
    assert flow_through(loop, lying(torch.ones(60, 2, 2, dtype=torch.int64))) is None
    assert flow_through(loop, lying(torch.ones(60, 2, 2, dtype=torch.complex64))) is None
    assert flow_through(loop, lying(torch.full((60, 2, 2), NAN))).verdict == "not_finite"
    assert flow_through(loop, lying(None)).cut_at == 60
    assert flow_through(loop, lambda seen: replace(seen, gradients=None)) is None


def test_results_of_other_shapes_are_not_called_detached(flow_through) -> None:
    def states_of_the_last_step(**arguments: Tensor) -> tuple[Tensor, Tensor]:
        states, last = loop(**arguments)
        return states[-1], last

    assert flow_through(states_of_the_last_step) is None


def test_the_flow_of_evidence_is_that_of_its_long_probe(evidence_of) -> None:
    flow = gradient_flow(evidence_of(loop, "rnn_forward"))
    assert flow is not None
    assert flow.expected
    assert len(flow.norms) == 60


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("next", "step t = 1 depends on step t = 2. A state"),
        ("end", "step t = 0 depends on step t = 4, step t = 1 on steps t = 3 and 4. A state"),
        ("all", "steps t = 0 and 1 depend on steps t = 2 to 4. A state"),
    ],
)
def test_the_causality_finding_names_the_steps(of_stage, name: str, said: str) -> None:
    orders: dict[str, Callable[[Tensor], Tensor]] = {
        "next": lambda X: torch.cat((X[1:], X[-1:])),
        "end": lambda X: X.flip(0),
        "all": lambda X: X + X.flip(0).cumsum(0).flip(0),
    }

    def rnn_forward(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
        return loop(orders[name](X), H, W_xh, W_hh, b_h)

    assert said in of_stage("causality", rnn_forward, "rnn_forward").message


def test_rows_that_are_mixed_are_named_and_not_taken_for_the_future(of_stage) -> None:
    def rnn_forward(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
        return loop(X - X.mean(1, keepdim=True), H, W_xh, W_hh, b_h)

    finding = of_stage("causality", rnn_forward, "rnn_forward")
    assert finding.kind == "mixes_the_batch"
    assert "Batch row 0 was changed, and rows 1 to " in finding.message


def test_rows_that_are_mixed_over_time_too_are_told_without_steps_that_may_be_wrong(evidence_of) -> None:
    from grader.judge.causality import judge_causality

    def rnn_forward(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
        return loop(X - X.mean((0, 1), keepdim=True), H, W_xh, W_hh, b_h)

    future, batch = judge_causality(evidence_of(rnn_forward, "rnn_forward"))
    assert (future.kind, batch.kind) == ("reads_the_future", "mixes_the_batch")
    assert "the results at steps t = 0 and 1 changed with them" in future.message
