import torch


def hidden_layer(X, W_xh, b_h):
    products = X.unsqueeze(2) * W_xh
    Z = products.sum(dim=1, keepdim=True) + b_h
    return torch.tanh(Z)
