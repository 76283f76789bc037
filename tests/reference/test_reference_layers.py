"""Layers without a state, against numbers worked by hand and against PyTorch's own."""

import math

import pytest
import torch
from torch.nn import functional

from reference.checked import ShapeError
from reference.layers import hidden_layer, output_layer


def test_a_hidden_layer_worked_by_hand():
    X = torch.tensor([[1.0, 2.0], [0.0, -1.0]])
    W_xh = torch.tensor([[0.5, 0.0, 1.0], [0.25, 1.0, -1.0]])
    b_h = torch.tensor([0.0, -1.0, 0.5])
    sums = [[1.0, 1.0, -0.5], [-0.25, -2.0, 1.5]]
    expected = torch.tensor([[math.tanh(z) for z in row] for row in sums])
    torch.testing.assert_close(hidden_layer(X, W_xh, b_h), expected)


def test_an_output_layer_worked_by_hand():
    H = torch.tensor([[[1.0, 2.0]], [[3.0, -1.0]]])
    W_hq = torch.tensor([[1.0, 0.0, 2.0], [0.5, 1.0, 0.0]])
    b_q = torch.tensor([0.0, 10.0, 0.0])
    expected = torch.tensor([[[2.0, 12.0, 2.0]], [[2.5, 9.0, 6.0]]])
    torch.testing.assert_close(output_layer(H, W_hq, b_q), expected)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_an_output_layer_is_torchs_linear_at_every_step(dtype):
    H, W_hq, b_q = (torch.randn(shape, dtype=dtype) for shape in ((5, 2, 4), (4, 3), (3,)))
    torch.testing.assert_close(output_layer(H, W_hq, b_q), functional.linear(H, W_hq.T, b_q))


def test_a_layer_wants_its_bias_as_a_row_without_a_batch():
    with pytest.raises(ShapeError) as caught:
        output_layer(H=torch.ones(5, 2, 4), W_hq=torch.ones(4, 3), b_q=torch.ones(2, 3))
    assert str(caught.value) == "output_layer: b_q should be (q,) = (3,), and is (2, 3). q = 3 comes from W_hq."


def test_states_of_one_step_are_not_a_sequence():
    with pytest.raises(ShapeError, match=r"^output_layer: H should be \(T, n, h\), and is \(2, 4\)\.$"):
        output_layer(H=torch.ones(2, 4), W_hq=torch.ones(4, 3), b_q=torch.ones(3))


@pytest.mark.parametrize(
    ("layer", "shapes"),
    [(hidden_layer, ((2, 3), (3, 4), (4,))), (output_layer, ((5, 2, 4), (4, 3), (3,)))],
)
def test_gradients_are_those_of_finite_differences(layer, shapes):
    arguments = tuple(torch.randn(shape, dtype=torch.float64, requires_grad=True) for shape in shapes)
    assert torch.autograd.gradcheck(layer, arguments)
