"""Right: keyword-only parameters, in another order."""

import torch


def hidden_layer(*, b_h, W_xh, X):
    return torch.tanh(b_h + X @ W_xh)
