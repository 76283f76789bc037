"""Right: forward mode: how a nudge of each input moves all states."""

import torch
from jaxtyping import Float
from torch import Tensor
from torch.func import jacfwd


def run(X, H, W_xh, W_hh, b_h):
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states)


def influence(
    X: Float[Tensor, "T n d"],
    H: Float[Tensor, "n h"],
    W_xh: Float[Tensor, "d h"],
    W_hh: Float[Tensor, "h h"],
    b_h: Float[Tensor, "h"],
) -> Float[Tensor, "T T"]:
    J = jacfwd(run)(X, H, W_xh, W_hh, b_h)
    return torch.linalg.vector_norm(J, dim=(1, 2, 4, 5))
