"""The recurrent layer, against numbers worked by hand and against `torch.nn.RNN`."""

import math

import pytest
import torch
from torch import Tensor, nn

from reference.checked import ShapeError
from reference.recurrent import rnn_cell, rnn_cell_concat, rnn_forward

CELLS = pytest.mark.parametrize("cell", [rnn_cell, rnn_cell_concat])
SIZES = pytest.mark.parametrize(
    ("T", "n", "d", "h"), [(5, 2, 3, 4), (1, 2, 3, 4), (5, 1, 3, 4), (3, 3, 3, 3), (4, 2, 1, 1)]
)


def numbers(*shapes: tuple[int, ...], seed: int = 0, requires_grad: bool = False) -> list[Tensor]:
    rng = torch.Generator().manual_seed(seed)
    values = [torch.randn(shape, generator=rng, dtype=torch.float64) for shape in shapes]
    return [value.requires_grad_(requires_grad) for value in values]


def torchs_own(d: int, h: int, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> nn.RNN:
    layer = nn.RNN(d, h, dtype=torch.float64)
    with torch.no_grad():
        layer.weight_ih_l0.copy_(W_xh.T)
        layer.weight_hh_l0.copy_(W_hh.T)
        layer.bias_ih_l0.copy_(b_h)
        layer.bias_hh_l0.zero_()
    return layer


@CELLS
def test_one_step_worked_by_hand(cell):
    X, H = torch.tensor([[1.0, 2.0]]), torch.tensor([[0.5, -0.5]])
    W_xh = torch.tensor([[0.1, 0.2], [0.3, 0.4]])  # X W_xh = (0.7, 1.0)
    W_hh = torch.tensor([[1.0, 2.0], [3.0, 4.0]])  # H W_hh = (-1.0, -1.0)
    b_h = torch.tensor([0.5, 0.25])
    torch.testing.assert_close(cell(X, H, W_xh, W_hh, b_h), torch.tensor([[math.tanh(0.2), math.tanh(0.25)]]))


def test_two_steps_worked_by_hand():
    X, H = torch.tensor([[[1.0]], [[2.0]]]), torch.tensor([[0.5]])
    W_xh, W_hh, b_h = torch.tensor([[0.5]]), torch.tensor([[2.0]]), torch.tensor([-1.0])
    first = math.tanh(0.5 + 1.0 - 1.0)
    second = math.tanh(1.0 + 2.0 * first - 1.0)
    states, last = rnn_forward(X, H, W_xh, W_hh, b_h)
    torch.testing.assert_close(states, torch.tensor([[[first]], [[second]]]))
    torch.testing.assert_close(last, torch.tensor([[second]]))


@SIZES
def test_a_sequence_is_what_torchs_own_layer_makes_of_it(T, n, d, h):
    X, H, W_xh, W_hh, b_h = numbers((T, n, d), (n, h), (d, h), (h, h), (h,))
    expected, expected_last = torchs_own(d, h, W_xh, W_hh, b_h)(X, H[None])
    states, last = rnn_forward(X, H, W_xh, W_hh, b_h)
    torch.testing.assert_close(states, expected)
    torch.testing.assert_close(last, expected_last[0])


@SIZES
def test_one_product_gives_what_two_give(T, n, d, h):
    arguments = numbers((n, d), (n, h), (d, h), (h, h), (h,))
    torch.testing.assert_close(rnn_cell_concat(*arguments), rnn_cell(*arguments))


@pytest.mark.parametrize(("cell", "products"), [(rnn_cell, 2), (rnn_cell_concat, 1)])
def test_how_many_matrix_products_a_step_takes(cell, products):
    arguments = numbers((2, 3), (2, 4), (3, 4), (4, 4), (4,))
    with torch.profiler.profile(acc_events=True) as profile:
        cell(*arguments)
    assert sum(event.name == "aten::mm" for event in profile.events()) == products


@CELLS
def test_gradients_of_a_step_are_those_of_finite_differences(cell):
    arguments = numbers((2, 3), (2, 4), (3, 4), (4, 4), (4,), requires_grad=True)
    assert torch.autograd.gradcheck(cell, arguments)


def test_gradients_flow_through_every_step_to_every_argument():
    arguments = numbers((5, 2, 3), (2, 4), (3, 4), (4, 4), (4,), requires_grad=True)
    assert torch.autograd.gradcheck(rnn_forward, arguments)
    _, last = rnn_forward(*arguments)
    last.sum().backward()
    by_step = arguments[0].grad
    assert by_step is not None
    assert (by_step.abs().sum(dim=(1, 2)) > 0).all()


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_results_keep_the_dtype(dtype):
    X, H, W_xh, W_hh, b_h = (value.to(dtype) for value in numbers((5, 2, 3), (2, 4), (3, 4), (4, 4), (4,)))
    states, last = rnn_forward(X, H, W_xh, W_hh, b_h)
    assert (states.dtype, last.dtype) == (dtype, dtype)


def test_no_argument_is_changed():
    arguments = numbers((5, 2, 3), (2, 4), (3, 4), (4, 4), (4,))
    before = [value.clone() for value in arguments]
    rnn_forward(*arguments)
    assert all(torch.equal(value, was) for value, was in zip(arguments, before, strict=True))


def test_a_recurrence_narrowed_to_a_column_is_refused_where_torch_would_broadcast():
    X, H, W_xh, W_hh, b_h = numbers((5, 2, 3), (2, 4), (3, 4), (4, 1), (4,))
    assert (X[0] @ W_xh + H @ W_hh + b_h).shape == (2, 4)
    with pytest.raises(ShapeError) as caught:
        rnn_forward(X, H, W_xh, W_hh, b_h)
    assert str(caught.value) == "rnn_forward: W_hh should be (h, h) = (4, 4), and is (4, 1). h = 4 comes from H."
