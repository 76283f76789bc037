"""Right: annotated with jaxtyping, in the loop too."""

import torch
from jaxtyping import Float
from torch import Tensor


def rnn_forward(
    X: Float[Tensor, "T n d"],
    H: Float[Tensor, "n h"],
    W_xh: Float[Tensor, "d h"],
    W_hh: Float[Tensor, "h h"],
    b_h: Float[Tensor, "h"],
) -> tuple[Float[Tensor, "T n h"], Float[Tensor, "n h"]]:
    states: list[Tensor] = []
    for X_t in X:
        Z: Float[Tensor, "n h"] = X_t @ W_xh + H @ W_hh + b_h
        H = torch.tanh(Z)
        states.append(H)
    return torch.stack(states), H
