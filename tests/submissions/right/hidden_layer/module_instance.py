"""Right: the name is bound to an `nn.Module`."""

import torch
from torch import nn


class HiddenLayer(nn.Module):
    def __init__(self):
        super().__init__()
        self.activation = nn.Tanh()

    def forward(self, X, W_xh, b_h):
        return self.activation(torch.matmul(X, W_xh) + b_h)


hidden_layer = HiddenLayer()
