import torch


def hidden_layer(X, W_xh, b_h):
    Z = torch.mm(W_xh, X)
    return torch.tanh(Z + b_h)
