"""Wrong: wraps the weights in an `nn.Linear` as new parameters; no gradient reaches the arguments."""

import torch
from torch import nn


def hidden_layer(X, W_xh, b_h):
    linear = nn.utils.skip_init(nn.Linear, *W_xh.shape)
    linear.weight = nn.Parameter(W_xh.T)
    linear.bias = nn.Parameter(b_h)
    return torch.tanh(linear(X))
