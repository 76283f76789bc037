"""An instructor's own checks of `rnn_cell`, and a test that is about something else."""

import pytest
import torch

X, H = torch.randn(2, 3, dtype=torch.float64), torch.randn(2, 4, dtype=torch.float64)
W_xh, W_hh = torch.randn(3, 4, dtype=torch.float64), torch.randn(4, 4, dtype=torch.float64)
b_h = torch.randn(4, dtype=torch.float64)


@pytest.mark.points(2)
def test_with_a_state_of_zeros_only_the_input_counts(submission):
    result = submission.rnn_cell(X, torch.zeros_like(H), W_xh=W_xh, W_hh=W_hh, b_h=b_h)
    torch.testing.assert_close(result, torch.tanh(X @ W_xh + b_h))


@pytest.mark.points(3)
def test_every_unit_of_the_state_counts(submission):
    result = submission.rnn_cell(X, H, W_xh, W_hh, b_h)
    assert torch.allclose(result, torch.tanh(X @ W_xh + H @ W_hh + b_h)), "a unit of the state does not count"


def test_its_gradients_are_those_of_what_it_computes(submission):
    inputs = [each.clone().requires_grad_() for each in (X, H, W_xh, W_hh, b_h)]
    assert torch.autograd.gradcheck(submission.rnn_cell, inputs)


@pytest.mark.points(5)
@pytest.mark.skipif("True", reason="there is no second machine here")
def test_on_a_second_machine(submission):
    submission.rnn_cell(X, H, W_xh, W_hh, b_h)


def test_the_course_has_a_name():
    assert __doc__
