import torch
from torch import nn


class Cell(nn.Module):
    def __init__(self, **weights):
        super().__init__()
        for name, weight in weights.items():
            self.register_buffer(name, weight, persistent=False)

    def forward(self, X, H):
        return torch.tanh(X @ self.W_xh + H @ self.W_hh + self.b_h)


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return Cell(W_xh=W_xh, W_hh=W_hh, b_h=b_h)(X, H)
