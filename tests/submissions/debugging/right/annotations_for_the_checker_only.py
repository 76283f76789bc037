from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from jaxtyping import Float
    from torch import Tensor

    State = Float[Tensor, "n h"]


def rnn_forward(X: Float[Tensor, "T n d"], H: State, W_xh, W_hh, b_h) -> tuple[Float[Tensor, "T n h"], State]:
    states: list[State] = []
    for X_t in X:
        Z: State = X_t @ W_xh + H @ W_hh + b_h
        H = torch.tanh(Z)
        states.append(H)
    return torch.stack(states), H
