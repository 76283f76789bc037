"""Wrong: keeps the state in a global; the second call of the same size ignores `H`."""

import torch

states = {}


def rnn_cell(X, H, W_xh, W_hh, b_h):
    key = (H.shape, H.dtype)
    H = states.get(key, H)
    H_next = torch.tanh(X @ W_xh + H @ W_hh + b_h)
    states[key] = H_next.detach()
    return H_next
