"""Right: annotated with jaxtyping, local variables too."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor


def rnn_cell_backward(
    dH: Float[Tensor, "n h"],
    X: Float[Tensor, "n d"],
    H_prev: Float[Tensor, "n h"],
    H: Float[Tensor, "n h"],
    W_xh: Float[Tensor, "d h"],
    W_hh: Float[Tensor, "h h"],
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    dZ: Float[Tensor, "n h"] = dH * (1 - torch.pow(H, 2))
    dX: Float[Tensor, "n d"] = dZ @ W_xh.T
    dW_xh: Float[Tensor, "d h"] = X.T @ dZ
    return dX, dZ @ W_hh.T, dW_xh, H_prev.T @ dZ, dZ.sum(0)
