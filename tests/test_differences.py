"""Finite differences: a reference whose gradients are not the derivatives of its values is found out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from grader.answers import Answers
from grader.differences import wrong_gradients
from grader.exercise import find


def said_of(exercise_id: str, function: Callable[..., object] | None = None) -> list[str]:
    answers = Answers.of(find(exercise_id))
    return list(wrong_gradients(find(exercise_id), replace(answers, reference=function or answers.reference)))


def rnn_cell(X: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + H.detach() @ W_hh + b_h)


def rnn_cell_backward(dH: Tensor, X: Tensor, H_prev: Tensor, H: Tensor, W_xh: Tensor, W_hh: Tensor) -> object:
    dZ = dH * (1 - H**2)
    return dZ @ W_xh.T, dZ @ W_hh, X.T @ dZ, H_prev.T @ dZ, dZ.sum(0)


@pytest.mark.parametrize("exercise_id", ["rnn_cell", "rnn_lm", "masked_softmax", "rnn_cell_backward", "rnn_backward"])
def test_the_gradients_of_references_are_the_derivatives_of_their_values(exercise_id: str) -> None:
    assert said_of(exercise_id) == []


def test_a_gradient_that_autograd_loses_is_found() -> None:
    assert said_of("rnn_cell", rnn_cell) == ["the gradient of `H` is not what finite differences say, on `spelled`"]


def test_a_wrong_gradient_by_hand_is_found() -> None:
    found = said_of("rnn_cell_backward", rnn_cell_backward)
    assert found == ["the gradient of `H_prev` is not what autograd says, on `spelled`"]


def test_gradients_that_a_task_cuts_off_are_no_derivatives_and_are_left_out() -> None:
    exercise = find("truncated_bptt")
    assert said_of("truncated_bptt") == []
    assert len(list(wrong_gradients(replace(exercise, cuts_gradients=False), Answers.of(exercise)))) == 4
