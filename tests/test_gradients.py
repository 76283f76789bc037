"""The experiment of `gradients`: what is known in closed form comes out of it."""

from __future__ import annotations

import math

import pytest
import torch

from grader.exercise import find
from grader.gradients import NoFlow, Setting, follow

RECURRENT = ("rnn_forward", "truncated_bptt", "deep_rnn", "bidirectional_rnn", "decoder_forward")


@pytest.mark.parametrize("radius", [0.5, 0.9, 1.0, 1.3])
def test_a_linear_recurrence_follows_the_radius_to_the_power_of_the_steps_back(radius: float) -> None:
    T = 50
    for id in ("rnn_forward", "decoder_forward"):
        flow = follow(find(id), Setting(T, radius, "identity")).flow
        closed = [radius ** (T - t) * flow.norms[-1] for t in range(1, T + 1)]
        assert flow.norms == pytest.approx(closed, rel=1e-9)
        assert (flow.rate, flow.radius) == (pytest.approx(radius), pytest.approx(radius))


def test_the_verdict_says_what_arrives_at_the_first_step() -> None:
    verdicts = {
        radius: follow(find("rnn_forward"), Setting(100, radius, "identity")).flow.verdict
        for radius in (0.9, 0.99, 1.0, 1.01, 1.1)
    }
    assert verdicts == {0.9: "vanishing", 0.99: "stable", 1.0: "stable", 1.01: "stable", 1.1: "exploding"}


def test_what_is_too_small_to_be_represented_has_vanished_and_is_not_cut() -> None:
    flow = follow(find("rnn_forward"), Setting(600, 0.1, "identity")).flow
    assert (flow.norms[0], flow.verdict, flow.cut_at) == (0.0, "vanishing", None)


def test_what_is_too_large_is_not_finite() -> None:
    assert follow(find("rnn_forward"), Setting(600, 10.0, "identity")).flow.verdict == "not_finite"


@pytest.mark.parametrize("id", RECURRENT)
def test_every_recurrent_exercise_has_a_flow_that_no_activation_makes_larger(id: str) -> None:
    flows = {name: follow(find(id), Setting(30, 0.9, name)).flow for name in ("own", "tanh", "relu", "identity")}
    assert flows["own"] == flows["tanh"]
    assert all(len(flow.norms) == 30 and math.isfinite(max(flow.norms)) for flow in flows.values())
    assert flows["identity"].norms != flows["tanh"].norms
    reached = next(t for t in range(30) if flows["tanh"].norms[t] > 0)
    assert flows["tanh"].norms[reached] < flows["identity"].norms[reached]
    assert (flows["own"].verdict == "detached") == (id == "truncated_bptt")


def test_tanh_saturates_where_the_radius_is_above_one() -> None:
    followed = follow(find("rnn_forward"), Setting(100, 1.5))
    assert followed.flow.rate is not None
    assert followed.flow.rate < 1.2
    assert "until tanh saturates" in followed.remarks[-1]


def test_truncation_cuts_where_its_last_window_begins() -> None:
    followed = follow(find("truncated_bptt"), Setting(100, 0.9, "identity"))
    assert followed.flow.norms[:80] == (0.0,) * 80
    assert followed.flow.cut_at == 80
    assert followed.flow.rate == pytest.approx(0.9)
    assert "on purpose" in followed.remarks[-1]


def test_the_reference_has_its_tanh_back_afterwards() -> None:
    follow(find("rnn_forward"), Setting(5, 0.9, "identity"))
    assert torch.tanh(torch.tensor(100.0)) == 1


@pytest.mark.parametrize("id", ["rnn_cell", "rnn_lm", "char_vocab", "gradient_norms", "output_layer"])
def test_an_exercise_without_a_flow_is_refused_with_one_that_has_it(id: str) -> None:
    with pytest.raises(NoFlow, match=f"In {id} no gradient flows back through time. Try rnn_forward"):
        follow(find(id), Setting())
