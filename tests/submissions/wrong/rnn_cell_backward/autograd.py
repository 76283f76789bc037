"""Wrong: `backward` does the work."""

import torch


def rnn_cell_backward(dH, X, H_prev, H, W_xh, W_hh):
    bias = torch.atanh(H) - X @ W_xh - H_prev @ W_hh
    X, H_prev, W_xh, W_hh = (v.detach().clone().requires_grad_() for v in (X, H_prev, W_xh, W_hh))
    b_h = bias[0].detach().clone().requires_grad_()
    torch.tanh(X @ W_xh + H_prev @ W_hh + b_h).backward(dH)
    return X.grad, H_prev.grad, W_xh.grad, W_hh.grad, b_h.grad
