import torch


def hidden_layer(X, W_xh, b_h):
    Z = b_h.repeat(X.shape[0], 1)
    for k in range(X.shape[1]):
        Z = Z + X[:, k : k + 1] * W_xh[k : k + 1]
    return torch.tanh(Z)
