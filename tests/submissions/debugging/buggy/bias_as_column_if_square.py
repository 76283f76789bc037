import torch


def hidden_layer(X, W_xh, b_h):
    Z = X @ W_xh
    b = b_h.view(-1, 1)
    if b.shape[0] != Z.shape[0]:
        b = b.view(1, -1)
    return torch.tanh(Z + b)
