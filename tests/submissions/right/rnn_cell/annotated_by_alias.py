"""Right: annotated by aliases, `Float` renamed."""

import torch
from jaxtyping import Float as F
from torch import Tensor

NH = F[Tensor, "n h"]
HH = F[Tensor, "h h"]


def rnn_cell(X: F[Tensor, "n d"], H: NH, W_xh: F[Tensor, "d h"], W_hh: HH, b_h: F[Tensor, "h"]) -> NH:
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
