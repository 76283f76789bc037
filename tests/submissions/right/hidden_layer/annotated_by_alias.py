"""Right: annotated by aliases."""

import torch
from jaxtyping import Float
from torch import Tensor

Inputs = Float[Tensor, "n d"]
Weights = Float[Tensor, "d h"]
Bias = Float[Tensor, " h"]
Hidden = Float[Tensor, "n h"]


def hidden_layer(X: Inputs, W_xh: Weights, b_h: Bias) -> Hidden:
    return torch.tanh(X @ W_xh + b_h)
