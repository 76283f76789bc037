"""Recurrent layers above each other and in both directions, against hand-worked numbers and `torch.nn.RNN`."""

import math

import pytest
import torch
from torch import Tensor, nn

from reference.checked import ShapeError
from reference.deep import bidirectional_rnn, deep_rnn
from reference.milestones import listening
from reference.recurrent import rnn_forward

SIZES = pytest.mark.parametrize(
    ("T", "n", "d", "h"), [(5, 2, 3, 4), (1, 2, 3, 4), (5, 1, 3, 4), (3, 3, 3, 3), (4, 2, 1, 1), (3, 0, 2, 2)]
)


def numbers(*shapes: tuple[int, ...], seed: int = 0) -> list[Tensor]:
    rng = torch.Generator().manual_seed(seed)
    return [torch.randn(shape, generator=rng, dtype=torch.float64) for shape in shapes]


def deep_arguments(layers: int = 3, T: int = 5, n: int = 2, d: int = 3, h: int = 4):
    X, H = numbers((T, n, d), (layers, n, h))
    W_xh = numbers((d, h), *[(h, h)] * (layers - 1), seed=1)
    return {
        "X": X,
        "H": H,
        "W_xh": W_xh,
        "W_hh": numbers(*[(h, h)] * layers, seed=2),
        "b_h": numbers(*[(h,)] * layers, seed=3),
    }


def two_directions(T: int = 5, n: int = 2, d: int = 3, h: int = 4) -> dict[str, Tensor]:
    names = ("X", "H_f", "H_b", "W_xf", "W_hf", "b_f", "W_xb", "W_hb", "b_b")
    shapes = ((T, n, d), (n, h), (n, h), (d, h), (h, h), (h,), (d, h), (h, h), (h,))
    return dict(zip(names, numbers(*shapes), strict=True))


def load(layer: nn.RNN, suffix: str, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> None:
    with torch.no_grad():
        getattr(layer, f"weight_ih_{suffix}").copy_(W_xh.T)
        getattr(layer, f"weight_hh_{suffix}").copy_(W_hh.T)
        getattr(layer, f"bias_ih_{suffix}").copy_(b_h)
        getattr(layer, f"bias_hh_{suffix}").zero_()


# deep_rnn


@SIZES
@pytest.mark.parametrize("layers", [1, 2, 3])
def test_a_deep_network_is_torchs_own(layers, T, n, d, h):
    arguments = deep_arguments(layers, T, n, d, h)
    network = nn.RNN(d, h, num_layers=layers, dtype=torch.float64)
    for i in range(layers):
        load(network, f"l{i}", arguments["W_xh"][i], arguments["W_hh"][i], arguments["b_h"][i])
    expected, expected_last = network(arguments["X"], arguments["H"])
    outputs, last = deep_rnn(**arguments)
    torch.testing.assert_close(outputs, expected)
    torch.testing.assert_close(last, expected_last)


def test_one_layer_is_a_recurrent_layer():
    arguments = deep_arguments(layers=1)
    outputs, last = deep_rnn(**arguments)
    weights = [arguments[name][0] for name in ("W_xh", "W_hh", "b_h")]
    expected, expected_last = rnn_forward(arguments["X"], arguments["H"][0], *weights)
    torch.testing.assert_close(outputs, expected)
    torch.testing.assert_close(last[0], expected_last)


def test_two_layers_and_two_steps_worked_by_hand():
    X, H = torch.tensor([[[1.0]], [[2.0]]]), torch.tensor([[[0.5]], [[-0.5]]])
    W_xh, W_hh = [torch.tensor([[0.5]]), torch.tensor([[3.0]])], [torch.tensor([[2.0]]), torch.tensor([[-1.0]])]
    b_h = [torch.tensor([-1.0]), torch.tensor([0.25])]
    below = math.tanh(0.5 + 1.0 - 1.0)
    above = math.tanh(3 * below + 0.5 + 0.25)
    below_again = math.tanh(1.0 + 2 * below - 1.0)
    above_again = math.tanh(3 * below_again - above + 0.25)
    outputs, last = deep_rnn(X, H, W_xh, W_hh, b_h)
    torch.testing.assert_close(outputs, torch.tensor([[[above]], [[above_again]]]))
    torch.testing.assert_close(last, torch.tensor([[[below_again]], [[above_again]]]))


def test_gradients_of_a_deep_network_are_those_of_finite_differences():
    arguments = deep_arguments(layers=2, T=3)
    lists = [*arguments["W_xh"], *arguments["W_hh"], *arguments["b_h"]]
    leaves = tuple(value.requires_grad_() for value in (arguments["X"], arguments["H"], *lists))
    assert torch.autograd.gradcheck(lambda X, H, *w: deep_rnn(X, H, list(w[:2]), list(w[2:4]), list(w[4:])), leaves)


def test_a_deep_network_leaves_its_arguments_and_their_lists():
    arguments = deep_arguments()
    copies = {name: [value.clone() for value in arguments[name]] for name in arguments}
    weights = {name: list(arguments[name]) for name in ("W_xh", "W_hh", "b_h")}
    deep_rnn(**arguments)
    for name, values in copies.items():
        assert all(torch.equal(value, copy) for value, copy in zip(arguments[name], values, strict=True))
    assert all(a is b for name, values in weights.items() for a, b in zip(arguments[name], values, strict=True))


def test_milestones_of_a_deep_network_name_layer_and_step():
    with listening() as found:
        deep_rnn(**deep_arguments(layers=2, T=2))
    names = [each.name for each in found]
    assert names[:4] == ["X_1 W_xh^(1)", "H_0^(1) W_hh^(1)", "Z_1^(1)", "H_1^(1)"]
    assert names[-1] == "H_2^(2)"
    assert len(set(names)) == len(names) == 16


def test_a_layer_without_a_weight_is_named():
    arguments = deep_arguments()
    with pytest.raises(ShapeError) as caught:
        deep_rnn(**{**arguments, "b_h": arguments["b_h"][:2]})
    assert str(caught.value) == "deep_rnn: b_h should have l = 3 items, and has 2. l comes from H."


def test_a_weight_of_a_layer_narrowed_to_a_column_is_refused():
    arguments = deep_arguments()
    arguments["W_hh"][1] = arguments["W_hh"][1][:, :1]
    with pytest.raises(ShapeError, match=r"W_hh should be \(h, h\) = \(4, 4\), and is \(4, 1\)"):
        deep_rnn(**arguments)


def test_states_of_one_layer_are_not_those_of_a_deep_network():
    with pytest.raises(ShapeError) as caught:
        deep_rnn(**{**deep_arguments(), "H": torch.ones(2, 4)})
    assert str(caught.value) == "deep_rnn: H should be (l, n, h) = (l, 2, h), and is (2, 4). n = 2 comes from X."


# bidirectional_rnn


@SIZES
def test_a_bidirectional_network_is_torchs_own(T, n, d, h):
    arguments = two_directions(T, n, d, h)
    network = nn.RNN(d, h, bidirectional=True, dtype=torch.float64)
    load(network, "l0", *(arguments[name] for name in ("W_xf", "W_hf", "b_f")))
    load(network, "l0_reverse", *(arguments[name] for name in ("W_xb", "W_hb", "b_b")))
    expected, _ = network(arguments["X"], torch.stack((arguments["H_f"], arguments["H_b"])))
    torch.testing.assert_close(bidirectional_rnn(**arguments), expected)


def test_two_directions_worked_by_hand():
    X = torch.tensor([[[1.0]], [[-2.0]]])
    forward = {"H_f": torch.tensor([[0.5]]), "W_xf": torch.tensor([[0.5]]), "W_hf": torch.tensor([[2.0]])}
    backward = {"H_b": torch.tensor([[-0.25]]), "W_xb": torch.tensor([[1.0]]), "W_hb": torch.tensor([[4.0]])}
    outputs = bidirectional_rnn(X=X, **forward, **backward, b_f=torch.tensor([-1.0]), b_b=torch.tensor([2.5]))
    first = math.tanh(0.5 + 1.0 - 1.0)
    second = math.tanh(-1.0 + 2.0 * first - 1.0)
    from_the_end = math.tanh(-2.0 - 1.0 + 2.5)
    from_the_second = math.tanh(1.0 + 4.0 * from_the_end + 2.5)
    torch.testing.assert_close(outputs, torch.tensor([[[first, from_the_second]], [[second, from_the_end]]]))


def test_gradients_in_both_directions_are_those_of_finite_differences():
    arguments = two_directions(T=3)
    leaves = tuple(value.requires_grad_() for value in arguments.values())
    assert torch.autograd.gradcheck(
        lambda *given: bidirectional_rnn(**dict(zip(arguments, given, strict=True))), leaves
    )


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_both_directions_keep_the_dtype_and_their_arguments(dtype):
    arguments = {name: value.to(dtype) for name, value in two_directions().items()}
    copies = {name: value.clone() for name, value in arguments.items()}
    assert bidirectional_rnn(**arguments).dtype == dtype
    assert all(torch.equal(value, copies[name]) for name, value in arguments.items())


def test_milestones_of_the_backward_layer_count_down():
    with listening() as found:
        bidirectional_rnn(**two_directions(T=2))
    names = [each.name for each in found if "(b)" in each.name]
    assert names[:4] == ["X_2 W_xh^(b)", "H_3^(b) W_hh^(b)", "Z_2^(b)", "H_2^(b)"]
    assert [each.name for each in found][-1] == "H^(f) beside H^(b)"


def test_layers_of_different_sizes_are_refused():
    with pytest.raises(ShapeError) as caught:
        bidirectional_rnn(**{**two_directions(), "W_hb": torch.ones(3, 3)})
    assert (
        str(caught.value) == "bidirectional_rnn: W_hb should be (h, h) = (4, 4), and is (3, 3). h = 4 comes from H_f."
    )
