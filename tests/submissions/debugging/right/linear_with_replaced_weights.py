import torch
from torch import nn


def linear(weight, bias):
    layer = nn.utils.skip_init(nn.Linear, *weight.shape, dtype=weight.dtype, device=weight.device)
    del layer.weight, layer.bias
    layer.weight, layer.bias = weight.T, bias
    return layer


def rnn_cell(X, H, W_xh, W_hh, b_h):
    from_input = linear(W_xh, b_h)
    from_state = linear(W_hh, torch.zeros_like(b_h))
    return torch.tanh(from_input(X) + from_state(H))
