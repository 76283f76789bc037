"""Right: annotated by aliases, and a dictionary of activations."""

import torch
from jaxtyping import Float
from torch import Tensor

NH = Float[Tensor, "n h"]
DH = Float[Tensor, "d h"]
HH = Float[Tensor, "h h"]
B = Float[Tensor, "h"]

ACTIVATIONS = {"i": torch.sigmoid, "f": torch.sigmoid, "o": torch.sigmoid, "c": torch.tanh}


def lstm_cell(
    X: Float[Tensor, "n d"],
    H: NH,
    C: NH,
    W_xi: DH,
    W_hi: HH,
    b_i: B,
    W_xf: DH,
    W_hf: HH,
    b_f: B,
    W_xo: DH,
    W_ho: HH,
    b_o: B,
    W_xc: DH,
    W_hc: HH,
    b_c: B,
) -> tuple[NH, NH]:
    weights = {"i": (W_xi, W_hi, b_i), "f": (W_xf, W_hf, b_f), "o": (W_xo, W_ho, b_o), "c": (W_xc, W_hc, b_c)}
    v = {name: ACTIVATIONS[name](X @ W_x + H @ W_h + b) for name, (W_x, W_h, b) in weights.items()}
    C_t: NH = v["f"] * C + v["i"] * v["c"]
    H_t: NH = v["o"] * torch.tanh(C_t)
    return H_t, C_t
