import torch


def hidden_layer(X, W_xh, b_h):
    # like nn.Linear: x A^T + b
    return torch.tanh(torch.matmul(X, W_xh.T) + b_h)
