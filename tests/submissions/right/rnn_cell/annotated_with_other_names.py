"""Right: annotated in words of its own; nothing obliges a student to say n, d and h."""

import torch
from jaxtyping import Float
from torch import Tensor


def rnn_cell(
    X: Float[Tensor, "batch inputs"],
    H: Float[Tensor, "batch units"],
    W_xh: Float[Tensor, "inputs units"],
    W_hh: Float[Tensor, "units units"],
    b_h: Float[Tensor, "units"],
) -> Float[Tensor, "batch units"]:
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
