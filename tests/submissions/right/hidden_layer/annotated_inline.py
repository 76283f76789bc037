"""Right: annotated with jaxtyping in the signature."""

import torch
from jaxtyping import Float
from torch import Tensor


def hidden_layer(X: Float[Tensor, "n d"], W_xh: Float[Tensor, "d h"], b_h: Float[Tensor, "h"]) -> Float[Tensor, "n h"]:
    Z: Float[Tensor, "n h"] = X @ W_xh + b_h
    return torch.tanh(Z)
