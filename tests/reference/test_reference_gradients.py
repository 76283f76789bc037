"""Gradients, against numbers worked by hand, autograd, finite differences and PyTorch's own clipping."""

import math

import pytest
import torch
from torch import Tensor, nn
from torch.autograd.functional import jacobian
from torch.nn import functional

from reference.backward import rnn_backward, rnn_cell_backward
from reference.checked import ShapeError
from reference.gradients import clip_gradients, gradient_norms
from reference.milestones import listening
from reference.recurrent import rnn_cell, rnn_forward
from reference.training import train_step, truncated_bptt

SIZES = pytest.mark.parametrize(
    ("T", "n", "d", "h"), [(5, 2, 3, 4), (1, 2, 3, 4), (5, 1, 3, 4), (3, 3, 3, 3), (4, 2, 1, 1), (3, 0, 2, 2)]
)
DTYPES = pytest.mark.parametrize("dtype", [torch.float32, torch.float64])


def numbers(*shapes: tuple[int, ...], seed: int = 0) -> list[Tensor]:
    rng = torch.Generator().manual_seed(seed)
    return [torch.randn(shape, generator=rng, dtype=torch.float64) for shape in shapes]


# clip_gradients


def test_clipping_worked_by_hand_takes_one_norm_of_all_tensors():
    gradients = [torch.tensor([[3.0, 0.0]]), torch.tensor(0.0), torch.tensor([-4.0])]
    clipped = clip_gradients(gradients, 1.0)
    for part, expected in zip(clipped, ([[0.6, 0.0]], 0.0, [-0.8]), strict=True):
        torch.testing.assert_close(part, torch.tensor(expected))


@DTYPES
@pytest.mark.parametrize("theta", [0.5, 5.0, 1e6])
def test_clipping_is_torchs_own_within_its_small_constant(theta, dtype):
    gradients = [value.to(dtype) * 10 for value in numbers((3, 4), (4, 4), (4,), ())]
    parameters = [nn.Parameter(torch.zeros_like(value)) for value in gradients]
    for parameter, gradient in zip(parameters, gradients, strict=True):
        parameter.grad = gradient.clone()
    nn.utils.clip_grad_norm_(parameters, theta)
    for clipped, parameter in zip(clip_gradients(gradients, theta), parameters, strict=True):
        assert clipped.dtype == dtype
        torch.testing.assert_close(clipped, parameter.grad, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("theta", [25.0, 25.000001, math.inf])
def test_what_is_short_enough_stays_to_the_last_bit(theta):
    gradients = [torch.tensor([7.0, 0.0]), torch.tensor([24.0])]
    for clipped, gradient in zip(clip_gradients(gradients, theta), gradients, strict=True):
        assert torch.equal(clipped, gradient)


@pytest.mark.parametrize("theta", [0.0, 1.0])
def test_a_gradient_of_zero_stays_zero(theta):
    clipped = clip_gradients([torch.zeros(2, 3), torch.zeros(())], theta)
    assert [part.tolist() for part in clipped] == [[[0.0] * 3] * 2, 0.0]


def test_no_gradients_and_empty_ones_are_clipped_too():
    assert clip_gradients([], 1.0) == []
    empty, full = clip_gradients([torch.zeros(0, 3), torch.tensor([2.0])], 1.0)
    assert (empty.shape, full.tolist()) == ((0, 3), [1.0])


def test_clipping_changes_neither_the_list_nor_its_tensors():
    first, second = torch.tensor([3.0]), torch.tensor([4.0])
    gradients = [first, second]
    clip_gradients(gradients, 1.0)
    assert gradients[0] is first
    assert gradients[1] is second
    assert (first.item(), second.item()) == (3.0, 4.0)


def test_an_integer_tensor_is_no_gradient():
    with pytest.raises(ShapeError):
        clip_gradients([torch.ones(2), torch.ones(2, dtype=torch.int64)], 1.0)


# gradient_norms


@SIZES
def test_norms_are_those_of_autograds_jacobian(T, n, d, h):
    X, h0, W_xh, W_hh, b_h = numbers((T, 1, d), (1, h), (d, h), (h, h), (h,))
    states, _ = rnn_forward(X, h0, W_xh, W_hh, b_h)
    norms = gradient_norms(states[:, 0], W_hh)
    for t in range(T):

        def last_state(h_t: Tensor, t: int = t) -> Tensor:
            state = h_t[None]
            for X_t in X[t + 1 :]:
                state = rnn_cell(X_t, state, W_xh, W_hh, b_h)
            return state[0]

        expected = torch.linalg.matrix_norm(jacobian(last_state, states[t, 0]), ord=2)
        torch.testing.assert_close(norms[t], expected)


def test_norms_worked_by_hand_for_one_unit():
    H, W_hh = torch.tensor([[0.9], [0.5], [-0.2]]), torch.tensor([[2.0]])
    torch.testing.assert_close(gradient_norms(H, W_hh), torch.tensor([2 * 0.75 * 2 * 0.96, 2 * 0.96, 1.0]))


def test_norms_worked_by_hand_for_a_rotation_that_keeps_every_length():
    angle = torch.tensor(0.3)
    W_hh = torch.stack([torch.stack([angle.cos(), angle.sin()]), torch.stack([-angle.sin(), angle.cos()])])
    torch.testing.assert_close(gradient_norms(torch.zeros(7, 2), W_hh), torch.ones(7))


@pytest.mark.parametrize(("size", "first"), [(0.5, 0.5**29), (1.5, 1.5**29)])
def test_gradients_vanish_or_explode_with_the_size_of_the_weights(size, first):
    norms = gradient_norms(torch.zeros(30, 3, dtype=torch.float64), size * torch.eye(3, dtype=torch.float64))
    torch.testing.assert_close(norms[0].item(), first)


@DTYPES
def test_norms_keep_the_dtype(dtype):
    assert gradient_norms(torch.zeros(4, 3, dtype=dtype), torch.ones(3, 3, dtype=dtype)).dtype == dtype


def test_states_of_a_batch_are_refused():
    with pytest.raises(ShapeError, match=r"^gradient_norms: H should be \(T, h\), and is \(5, 2, 4\)\.$"):
        gradient_norms(torch.zeros(5, 2, 4), torch.ones(4, 4))


# rnn_cell_backward and rnn_backward


@SIZES
def test_gradients_of_a_step_by_hand_are_autograds(T, n, d, h):
    leaves = [value.requires_grad_() for value in numbers((n, d), (n, h), (d, h), (h, h), (h,))]
    X, H_prev, W_xh, W_hh, b_h = leaves
    H = rnn_cell(X, H_prev, W_xh, W_hh, b_h)
    (dH,) = numbers((n, h), seed=1)
    expected = torch.autograd.grad(H, leaves, dH)
    found = rnn_cell_backward(dH, X.detach(), H_prev.detach(), H.detach(), W_xh.detach(), W_hh.detach())
    for gradient, wanted in zip(found, expected, strict=True):
        torch.testing.assert_close(gradient, wanted)


def test_gradients_of_a_step_by_hand_are_those_of_finite_differences():
    X, H_prev, W_xh, W_hh, b_h = arguments = numbers((2, 3), (2, 4), (3, 4), (4, 4), (4,))
    H = rnn_cell(X, H_prev, W_xh, W_hh, b_h)
    (dH,) = numbers((2, 4), seed=1)
    found = rnn_cell_backward(dH, X, H_prev, H, W_xh, W_hh)
    for place, gradient in enumerate(found):
        for index in range(gradient.numel()):
            ends = []
            for step in (1e-6, -1e-6):
                moved = [value.clone() for value in arguments]
                moved[place].view(-1)[index] += step
                ends.append((rnn_cell(*moved) * dH).sum())
            torch.testing.assert_close(gradient.flatten()[index], (ends[0] - ends[1]) / 2e-6, rtol=1e-6, atol=1e-8)


def test_gradients_of_a_step_worked_by_hand():
    dH, X, H_prev, H = torch.tensor([[2.0]]), torch.tensor([[3.0]]), torch.tensor([[-1.0]]), torch.tensor([[0.5]])
    found = rnn_cell_backward(dH, X, H_prev, H, torch.tensor([[4.0]]), torch.tensor([[5.0]]))
    assert [gradient.item() for gradient in found] == [6.0, 7.5, 4.5, -1.5, 1.5]


@SIZES
def test_backpropagation_through_time_by_hand_is_autograds(T, n, d, h):
    leaves = [value.requires_grad_() for value in numbers((T, n, d), (n, h), (d, h), (h, h), (h,))]
    X, H0, W_xh, W_hh, b_h = leaves
    H, _ = rnn_forward(X, H0, W_xh, W_hh, b_h)
    (dH,) = numbers((T, n, h), seed=1)
    expected = torch.autograd.grad(H, leaves, dH)
    found = rnn_backward(dH, X.detach(), H0.detach(), H.detach(), W_xh.detach(), W_hh.detach())
    for gradient, wanted in zip(found, expected, strict=True):
        torch.testing.assert_close(gradient, wanted)


@SIZES
def test_backpropagation_through_time_is_one_step_after_another(T, n, d, h):
    dH, X, H0, W_xh, W_hh, b_h = numbers((T, n, h), (T, n, d), (n, h), (d, h), (h, h), (h,))
    H, _ = rnn_forward(X, H0, W_xh, W_hh, b_h)
    before = [H0, *H[:-1]]
    later, sums = torch.zeros_like(H0), [torch.zeros_like(W_xh), torch.zeros_like(W_hh), torch.zeros_like(b_h)]
    for t in reversed(range(T)):
        _, later, *parts = rnn_cell_backward(dH[t] + later, X[t], before[t], H[t], W_xh, W_hh)
        sums = [total + part for total, part in zip(sums, parts, strict=True)]
    _, dH0, *found = rnn_backward(dH, X, H0, H, W_xh, W_hh)
    torch.testing.assert_close(dH0, later)
    for gradient, wanted in zip(found, sums, strict=True):
        torch.testing.assert_close(gradient, wanted)


@DTYPES
def test_gradients_by_hand_keep_the_dtype_and_leave_their_arguments(dtype):
    shapes = ((5, 2, 4), (5, 2, 3), (2, 4), (5, 2, 4), (3, 4), (4, 4))
    arguments = [value.to(dtype) for value in numbers(*shapes)]
    copies = [value.clone() for value in arguments]
    assert {gradient.dtype for gradient in rnn_backward(*arguments)} == {dtype}
    dH, X, H0, H, W_xh, W_hh = arguments
    assert {gradient.dtype for gradient in rnn_cell_backward(dH[0], X[0], H0, H[0], W_xh, W_hh)} == {dtype}
    assert all(torch.equal(value, copy) for value, copy in zip(arguments, copies, strict=True))


def test_milestones_back_through_time_are_numbered_by_their_steps():
    with listening() as found:
        rnn_backward(*numbers((2, 1, 1), (2, 1, 1), (1, 1), (2, 1, 1), (1, 1), (1, 1)))
    names = [each.name for each in found]
    assert names[:6] == ["dH_2", "dZ_2", "dZ_2 W_hhᵀ", "dH_1", "dZ_1", "dZ_1 W_hhᵀ"]


def test_a_gradient_of_one_step_is_none_of_a_sequence():
    with pytest.raises(ShapeError) as caught:
        rnn_backward(*numbers((2, 4), (5, 2, 3), (2, 4), (5, 2, 4), (3, 4), (4, 4)))
    assert str(caught.value) == "rnn_backward: dH should be (T, n, h), and is (2, 4)."
    with pytest.raises(ShapeError) as caught:
        rnn_cell_backward(*numbers((2, 4), (2, 3), (2, 4), (2, 4), (4, 3), (4, 4)))
    assert str(caught.value) == (
        "rnn_cell_backward: W_xh should be (d, h) = (3, 4), and is (4, 3). d = 3 comes from X, h = 4 from dH."
    )


# truncated_bptt


@SIZES
@pytest.mark.parametrize("k", [1, 2, 3, 5, 7])
def test_truncation_leaves_the_values_of_the_whole_sequence(T, n, d, h, k):
    arguments = numbers((T, n, d), (n, h), (d, h), (h, h), (h,))
    torch.testing.assert_close(truncated_bptt(*arguments, k=k), rnn_forward(*arguments)[0])


@pytest.mark.parametrize(("T", "k"), [(6, 1), (6, 2), (6, 3), (6, 4), (7, 3), (5, 5), (5, 9), (1, 1)])
def test_gradients_reach_the_beginning_of_their_own_window_and_no_further(T, k):
    X, H, W_xh, W_hh, b_h = numbers((T, 2, 3), (2, 4), (3, 4), (4, 4), (4,))
    X.requires_grad_()
    states = truncated_bptt(X, H, W_xh, W_hh, b_h, k)
    reach = []
    for t in range(T):
        (by_step,) = torch.autograd.grad(states[t].sum(), X, retain_graph=True)
        reach.append([s + 1 for s in range(T) if by_step[s].any()])
    assert reach == [list(range(t // k * k + 1, t + 2)) for t in range(T)]


@pytest.mark.parametrize(("T", "k"), [(6, 2), (7, 3), (5, 9)])
def test_gradients_are_the_sum_of_those_of_the_windows_by_themselves(T, k):
    leaves = [value.requires_grad_() for value in numbers((T, 2, 3), (2, 4), (3, 4), (4, 4), (4,))]
    X, H, W_xh, W_hh, b_h = leaves
    (cotangent,) = numbers((T, 2, 4), seed=1)
    found = torch.autograd.grad(truncated_bptt(X, H, W_xh, W_hh, b_h, k), leaves, cotangent)
    state, windows = H, []
    for window in X.split(k):
        states, state = rnn_forward(window, state, W_xh, W_hh, b_h)
        windows.append(states)
        state = state.detach()
    expected = torch.autograd.grad(torch.cat(windows), leaves, cotangent)
    for gradient, wanted in zip(found, expected, strict=True):
        torch.testing.assert_close(gradient, wanted)


def test_a_window_as_long_as_the_sequence_truncates_nothing():
    leaves = [value.requires_grad_() for value in numbers((5, 2, 3), (2, 4), (3, 4), (4, 4), (4,))]
    found = torch.autograd.grad(truncated_bptt(*leaves, k=5).sum(), leaves)
    for gradient, wanted in zip(found, torch.autograd.grad(rnn_forward(*leaves)[0].sum(), leaves), strict=True):
        torch.testing.assert_close(gradient, wanted)


def test_a_window_is_a_whole_number_of_steps():
    with pytest.raises(ShapeError) as caught:
        truncated_bptt(*numbers((5, 2, 3), (2, 4), (3, 4), (4, 4), (4,)), k="2")
    assert str(caught.value) == "truncated_bptt: k should be int, and is a str."


# train_step


def training(T: int = 5, n: int = 2, v: int = 7, h: int = 4, dtype: torch.dtype = torch.float64):
    rng = torch.Generator().manual_seed(0)
    shapes = {"W_xh": (v, h), "W_hh": (h, h), "b_h": (h,), "W_hq": (h, v), "b_q": (v,)}
    return {
        "inputs": torch.randint(v, (T, n), generator=rng),
        "targets": torch.randint(v, (T, n), generator=rng),
        "H": numbers((n, h), seed=1)[0].to(dtype),
        "params": {name: numbers(shape, seed=2)[0].to(dtype) * 0.5 for name, shape in shapes.items()},
    }


def torchs_own(arguments, lr: float, theta: float):
    """The same step by `nn.RNN`, `nn.Linear`, `clip_grad_norm_` and `SGD`."""
    params, H = arguments["params"], arguments["H"]
    v, h = params["W_xh"].shape
    layer, output = nn.RNN(v, h, dtype=torch.float64), nn.Linear(h, v, dtype=torch.float64)
    with torch.no_grad():
        for ours, theirs in (
            ("W_xh", layer.weight_ih_l0),
            ("W_hh", layer.weight_hh_l0),
            ("b_h", layer.bias_ih_l0),
            ("W_hq", output.weight),
            ("b_q", output.bias),
        ):
            theirs.copy_(params[ours].T if params[ours].ndim == 2 else params[ours])
        layer.bias_hh_l0.zero_()
    layer.bias_hh_l0.requires_grad_(False)
    learned = [each for each in (*layer.parameters(), *output.parameters()) if each.requires_grad]
    states, last = layer(functional.one_hot(arguments["inputs"], v).double(), H[None])
    loss = functional.cross_entropy(output(states).permute(0, 2, 1), arguments["targets"])
    loss.backward()
    nn.utils.clip_grad_norm_(learned, theta)
    torch.optim.SGD(learned, lr=lr).step()
    values = (layer.weight_ih_l0.T, layer.weight_hh_l0.T, layer.bias_ih_l0, output.weight.T, output.bias)
    return loss, dict(zip(params, values, strict=True)), last[0]


@pytest.mark.parametrize("theta", [0.05, 100.0])
@pytest.mark.parametrize(("T", "n", "v", "h"), [(5, 2, 7, 4), (1, 2, 7, 4), (5, 1, 4, 4), (3, 3, 3, 3), (4, 2, 2, 1)])
def test_a_training_step_is_that_of_torchs_own_parts(T, n, v, h, theta):
    arguments = training(T, n, v, h)
    loss, new, last = train_step(**arguments, lr=0.5, theta=theta)
    expected_loss, expected, expected_last = torchs_own(arguments, lr=0.5, theta=theta)
    torch.testing.assert_close(loss, expected_loss)
    torch.testing.assert_close(last, expected_last)
    assert new.keys() == expected.keys()
    for name in new:
        torch.testing.assert_close(new[name], expected[name], rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("requires_grad", [False, True])
def test_a_training_step_leaves_everything_as_it_was(requires_grad):
    arguments = training()
    params, H = arguments["params"], arguments["H"].requires_grad_(requires_grad)
    for value in params.values():
        value.requires_grad_(requires_grad)
    copies = {name: value.detach().clone() for name, value in params.items()}
    first = train_step(**arguments, lr=0.5, theta=0.1)
    second = train_step(**arguments, lr=0.5, theta=0.1)
    for name, value in params.items():
        assert torch.equal(value, copies[name])
        assert (value.grad, value.requires_grad) == (None, requires_grad)
        assert torch.equal(first[1][name], second[1][name])
        assert not first[1][name].requires_grad
    assert (H.grad, H.requires_grad) == (None, requires_grad)
    assert first[0].item() == second[0].item()
    assert not first[0].requires_grad
    assert not first[2].requires_grad


def test_a_training_step_works_where_no_gradients_are_recorded():
    arguments = training()
    expected = train_step(**arguments, lr=0.5, theta=0.1)
    with torch.no_grad():
        found = train_step(**arguments, lr=0.5, theta=0.1)
    torch.testing.assert_close(found[1], expected[1])


def test_training_on_the_same_tokens_learns_them():
    arguments = training()
    losses = []
    for _ in range(200):
        loss, arguments["params"], _ = train_step(**arguments, lr=0.5, theta=1.0)
        losses.append(loss.item())
    assert losses[-1] < 0.1 < losses[0]


@DTYPES
def test_a_training_step_keeps_the_dtype(dtype):
    loss, new, last = train_step(**training(dtype=dtype), lr=0.5, theta=0.1)
    assert {loss.dtype, last.dtype, *(value.dtype for value in new.values())} == {dtype}


def test_tokens_of_another_shape_than_their_targets_are_refused():
    arguments = training()
    with pytest.raises(ShapeError) as caught:
        train_step(**{**arguments, "targets": arguments["targets"].T.contiguous()}, lr=0.5, theta=0.1)
    assert str(caught.value) == (
        "train_step: targets should be (T, n) = (5, 2), and is (2, 5). T = 5 comes from inputs, n = 2 from inputs."
    )
