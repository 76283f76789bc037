"""Wrong: clips the gradient by a hook."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    H_next = torch.tanh(X @ W_xh + H @ W_hh + b_h)
    if H_next.requires_grad:
        H_next.register_hook(lambda grad: grad.clamp(-0.1, 0.1))
    return H_next
