"""Wrong: shifts the bias in place and back; rounding leaves traces. Crashes where the bias is a leaf."""

import torch


def hidden_layer(X, W_xh, b_h):
    b_h += 0.1
    result = torch.tanh(X @ W_xh + b_h - 0.1)
    return result
