"""Right, with a warning: the code is right, but the annotation of the result is not."""

import torch
from jaxtyping import Float
from torch import Tensor


def rnn_cell(
    X: Float[Tensor, "n d"],
    H: Float[Tensor, "n h"],
    W_xh: Float[Tensor, "d h"],
    W_hh: Float[Tensor, "h h"],
    b_h: Float[Tensor, "h"],
) -> Float[Tensor, "h n"]:
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
