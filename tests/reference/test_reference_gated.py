"""Gated cells, against numbers worked by hand and against PyTorch's own."""

import math

import pytest
import torch
from torch import Tensor, nn

from reference.checked import ShapeError
from reference.gated import gru_cell, lstm_cell
from reference.milestones import listening

SIZES = pytest.mark.parametrize(("n", "d", "h"), [(2, 3, 4), (1, 3, 4), (3, 3, 3), (2, 1, 1), (0, 2, 2)])


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def cell_arguments(states: str, gates: str, n: int = 2, d: int = 3, h: int = 4) -> dict[str, Tensor]:
    rng = torch.Generator().manual_seed(0)
    shapes: dict[str, tuple[int, ...]] = {"X": (n, d), **dict.fromkeys(states, (n, h))}
    for gate in gates:
        shapes |= {f"W_x{gate}": (d, h), f"W_h{gate}": (h, h), f"b_{gate}": (h,)}
    return {name: torch.randn(shape, generator=rng, dtype=torch.float64) for name, shape in shapes.items()}


def load(cell: nn.LSTMCell | nn.GRUCell, arguments: dict[str, Tensor], order: str) -> None:
    """Set the weights of PyTorch's own cell: its gates lie one below the other, transposed."""
    with torch.no_grad():
        cell.weight_ih.copy_(torch.cat([arguments[f"W_x{gate}"].T for gate in order]))
        cell.weight_hh.copy_(torch.cat([arguments[f"W_h{gate}"].T for gate in order]))
        cell.bias_ih.copy_(torch.cat([arguments[f"b_{gate}"] for gate in order]))
        cell.bias_hh.zero_()


# lstm_cell


@SIZES
def test_an_lstm_cell_is_torchs_own(n, d, h):
    arguments = cell_arguments("HC", "ifoc", n, d, h)
    cell = nn.LSTMCell(d, h, dtype=torch.float64)
    load(cell, arguments, "ifco")
    expected = cell(arguments["X"], (arguments["H"], arguments["C"]))
    for state, wanted in zip(lstm_cell(**arguments), expected, strict=True):
        torch.testing.assert_close(state, wanted)


def test_an_lstm_cell_worked_by_hand():
    one = torch.ones(1, 1)
    biases = {"b_i": 0.1, "b_f": -0.2, "b_o": 0.3, "b_c": -0.4}
    weights = {f"W_{source}{gate}": size * one for gate in "ifoc" for source, size in (("x", 0.5), ("h", 2.0))}
    rows = {name: torch.tensor([value]) for name, value in biases.items()}
    H_t, C_t = lstm_cell(X=one, H=-0.25 * one, C=3.0 * one, **weights, **rows)  # every sum is its bias
    c = sigmoid(-0.2) * 3.0 + sigmoid(0.1) * math.tanh(-0.4)
    torch.testing.assert_close(C_t, torch.tensor([[c]]))
    torch.testing.assert_close(H_t, torch.tensor([[sigmoid(0.3) * math.tanh(c)]]))


def test_an_open_forget_gate_and_a_closed_input_gate_keep_the_memory():
    arguments = cell_arguments("HC", "ifoc")
    arguments |= {"b_f": torch.full((4,), 1e3).double(), "b_i": torch.full((4,), -1e3).double()}
    _, C_t = lstm_cell(**arguments)
    torch.testing.assert_close(C_t, arguments["C"])


# gru_cell


def torchs_own_gru(arguments: dict[str, Tensor]) -> Tensor:
    d, h = arguments["W_xh"].shape
    cell = nn.GRUCell(d, h, dtype=torch.float64)
    load(cell, arguments, "rzh")
    return cell(arguments["X"], arguments["H"])


@SIZES
def test_a_gru_cell_is_torchs_own_where_the_order_of_reset_and_product_makes_no_difference(n, d, h):
    arguments = cell_arguments("H", "zrh", n, d, h)
    arguments["W_hh"] = arguments["W_hh"].diagonal().diag()
    torch.testing.assert_close(gru_cell(**arguments), torchs_own_gru(arguments))


@pytest.mark.parametrize("bias", [1e3, -1e3])
def test_a_gru_cell_is_torchs_own_where_the_reset_gate_is_open_or_closed(bias):
    arguments = cell_arguments("H", "zrh")
    arguments["b_r"] = torch.full((4,), bias, dtype=torch.float64)
    torch.testing.assert_close(gru_cell(**arguments), torchs_own_gru(arguments))


def test_a_gru_cell_resets_before_the_product_and_torchs_own_after_it():
    arguments = cell_arguments("H", "zrh")
    assert not torch.allclose(gru_cell(**arguments), torchs_own_gru(arguments), atol=1e-2)


def test_a_gru_cell_worked_by_hand_with_two_units():
    one, none = torch.ones(1, 1), torch.zeros(1, 2)
    gates = {"W_xz": none, "W_hz": torch.zeros(2, 2), "b_z": torch.tensor([0.4, -0.3])}
    gates |= {"W_xr": none, "W_hr": torch.zeros(2, 2), "b_r": torch.tensor([0.5, -1.0])}
    candidate = {"W_xh": torch.tensor([[0.1, 0.2]]), "W_hh": torch.tensor([[1.0, 2.0], [3.0, 4.0]])}
    H_t = gru_cell(X=one, H=torch.tensor([[0.6, -0.8]]), **gates, **candidate, b_h=torch.tensor([0.0, -0.5]))
    a, b = sigmoid(0.5) * 0.6, sigmoid(-1.0) * -0.8
    new = math.tanh(0.1 + a * 1.0 + b * 3.0), math.tanh(0.2 + a * 2.0 + b * 4.0 - 0.5)
    z = sigmoid(0.4), sigmoid(-0.3)
    expected = [z[0] * 0.6 + (1 - z[0]) * new[0], z[1] * -0.8 + (1 - z[1]) * new[1]]
    torch.testing.assert_close(H_t, torch.tensor([expected]))


def test_an_open_update_gate_keeps_the_state():
    arguments = cell_arguments("H", "zrh")
    arguments["b_z"] = torch.full((4,), 1e3, dtype=torch.float64)
    torch.testing.assert_close(gru_cell(**arguments), arguments["H"])


# both

CELLS = pytest.mark.parametrize(("cell", "states", "gates"), [(lstm_cell, "HC", "ifoc"), (gru_cell, "H", "zrh")])


@CELLS
def test_gradients_are_those_of_finite_differences(cell, states, gates):
    arguments = cell_arguments(states, gates)
    values = tuple(value.requires_grad_() for value in arguments.values())
    assert torch.autograd.gradcheck(lambda *given: cell(**dict(zip(arguments, given, strict=True))), values)


@CELLS
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_results_keep_the_dtype_and_no_argument_is_changed(cell, states, gates, dtype):
    arguments = {name: value.to(dtype) for name, value in cell_arguments(states, gates).items()}
    copies = {name: value.clone() for name, value in arguments.items()}
    result = cell(**arguments)
    assert {value.dtype for value in (result if isinstance(result, tuple) else (result,))} == {dtype}
    assert all(torch.equal(value, copies[name]) for name, value in arguments.items())


@CELLS
def test_every_milestone_of_a_step_has_a_name_of_its_own(cell, states, gates):
    with listening() as found:
        cell(**cell_arguments(states, gates))
    names = [each.name for each in found]
    assert names[-1] == "H_t"
    assert len(set(names)) == len(names)


@CELLS
def test_a_weight_narrowed_to_a_column_is_refused_where_torch_would_broadcast(cell, states, gates):
    arguments = cell_arguments(states, gates)
    name = f"W_h{gates[0]}"
    with pytest.raises(ShapeError) as caught:
        cell(**{**arguments, name: arguments[name][:, :1]})
    assert str(caught.value) == f"{cell.__name__}: {name} should be (h, h) = (4, 4), and is (4, 1). h = 4 comes from H."
