from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class Params:
    W_xh: Tensor
    W_hh: Tensor
    b_h: Tensor

    def __call__(self, X, H):
        return torch.tanh(X @ self.W_xh + H @ self.W_hh + self.b_h)


def rnn_cell(X, H, W_xh, W_hh, b_h):
    cell = Params(W_xh, W_hh, b_h)
    return cell(X, H)
