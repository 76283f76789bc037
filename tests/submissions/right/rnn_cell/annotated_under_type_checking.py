"""Right: the names in the annotations exist for the type checker only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from jaxtyping import Float
    from torch import Tensor


def rnn_cell(
    X: Float[Tensor, "n d"],
    H: Float[Tensor, "n h"],
    W_xh: Float[Tensor, "d h"],
    W_hh: Float[Tensor, "h h"],
    b_h: Float[Tensor, "h"],
) -> Float[Tensor, "n h"]:
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
