"""Wrong: a backward by hand with the derivative of tanh taken of the upstream gradient."""

import torch


class Cell(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X, H, W_xh, W_hh, b_h):
        ctx.save_for_backward(X, H, W_xh, W_hh)
        return torch.tanh(X @ W_xh + H @ W_hh + b_h)

    @staticmethod
    def backward(ctx, dH):
        X, H, W_xh, W_hh = ctx.saved_tensors
        dZ = dH * (1 - torch.tanh(dH) ** 2)
        return dZ @ W_xh.T, dZ @ W_hh.T, X.T @ dZ, H.T @ dZ, dZ.sum(0)


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return Cell.apply(X, H, W_xh, W_hh, b_h)
