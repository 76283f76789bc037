"""Right: one product forwards; its own backward needs two more, which do not count."""

import torch


class Product(torch.autograd.Function):
    @staticmethod
    def forward(ctx, A, B):
        ctx.save_for_backward(A, B)
        return A @ B

    @staticmethod
    def backward(ctx, grad):
        A, B = ctx.saved_tensors
        return grad @ B.T, A.T @ grad


def rnn_cell_concat(X, H, W_xh, W_hh, b_h):
    return torch.tanh(Product.apply(torch.cat((X, H), 1), torch.cat((W_xh, W_hh), 0)) + b_h)
