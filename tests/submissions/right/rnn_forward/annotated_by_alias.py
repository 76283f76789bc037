"""Right: annotated by aliases; the annotations are strings, because of the future import."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

Inputs = Float[Tensor, "T n d"]
State = Float[Tensor, "n h"]
States = Float[Tensor, "T n h"]


def rnn_forward(
    X: Inputs, H: State, W_xh: Float[Tensor, "d h"], W_hh: Float[Tensor, "h h"], b_h: Float[Tensor, "h"]
) -> tuple[States, State]:
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H
