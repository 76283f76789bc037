import torch


def hidden_layer(X, W_xh, b_h):
    X, W_xh, b_h = X.float(), W_xh.float(), b_h.float()
    return torch.tanh(X @ W_xh + b_h)
