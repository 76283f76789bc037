"""Right: annotated with jaxtyping, local variables too."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor


def rnn_cell(
    X: Float[Tensor, "n d"],
    H: Float[Tensor, "n h"],
    W_xh: Float[Tensor, "d h"],
    W_hh: Float[Tensor, "h h"],
    b_h: Float[Tensor, "h"],
) -> Float[Tensor, "n h"]:
    Z: Float[Tensor, "n h"] = X @ W_xh + H @ W_hh + b_h
    return torch.tanh(Z)
