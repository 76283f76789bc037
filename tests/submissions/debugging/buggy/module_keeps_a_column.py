import torch
from torch import nn


class ConcatCell(nn.Module):
    def __init__(self, W_xh, W_hh, b_h):
        super().__init__()
        W = torch.cat((W_xh, W_hh), dim=0)
        self.W = W[:, -1:]
        self.b_h = b_h

    def forward(self, X, H):
        Z = torch.cat((X, H), dim=1) @ self.W
        Z = Z + self.b_h
        return torch.tanh(Z)


def rnn_cell_concat(X, H, W_xh, W_hh, b_h):
    return ConcatCell(W_xh, W_hh, b_h)(X, H)
