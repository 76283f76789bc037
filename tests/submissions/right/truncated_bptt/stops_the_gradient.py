"""Right: an autograd function that hands on values and no gradients."""

import torch


class Stop(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.clone()

    @staticmethod
    def backward(ctx, gradient):
        return torch.zeros_like(gradient)


def truncated_bptt(X, H, W_xh, W_hh, b_h, k):
    XW = X @ W_xh + b_h
    states = torch.empty(0, *H.shape, dtype=H.dtype, device=H.device)
    for t in range(len(X)):
        H = torch.tanh(XW[t] + (Stop.apply(H) if t and not t % k else H) @ W_hh)
        states = torch.cat((states, H[None]))
    return states
