"""Right: annotated with jaxtyping, with a sum of dimensions."""

import torch
from jaxtyping import Float
from torch import Tensor


def rnn_cell_concat(
    X: Float[Tensor, "n d"],
    H: Float[Tensor, "n h"],
    W_xh: Float[Tensor, "d h"],
    W_hh: Float[Tensor, "h h"],
    b_h: Float[Tensor, "h"],
) -> Float[Tensor, "n h"]:
    XH: Float[Tensor, "n d+h"] = torch.cat((X, H), dim=1)
    W: Float[Tensor, "d+h h"] = torch.cat((W_xh, W_hh), dim=0)
    return torch.tanh(XH @ W + b_h)
