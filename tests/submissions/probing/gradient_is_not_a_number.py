"""Right values; what flows back is not a number."""

import torch


class Poisoned(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X):
        return X.clone()

    @staticmethod
    def backward(ctx, gradient):
        return gradient * float("nan")


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    for X_t in Poisoned.apply(X):
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H
