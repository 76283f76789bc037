"""Right: an `nn.Module`."""

import torch
from torch import nn


class RNN(nn.Module):
    def forward(self, X, H, W_xh, W_hh, b_h):
        outputs = []
        for X_t in X:
            H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
            outputs.append(H)
        return torch.stack(outputs), H


rnn_forward = RNN()
