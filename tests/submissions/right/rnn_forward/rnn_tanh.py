"""Right: the function below `nn.RNN`."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    weights = [W_xh.T, W_hh.T, b_h, torch.zeros_like(b_h)]
    outputs, last = torch.rnn_tanh(X, H[None], weights, True, 1, 0.0, False, False, False)
    return outputs, last[0]
