"""Right: pops from the end of the flipped sequence, and flips nothing back because it need not."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    waiting = list(torch.flip(X, dims=(0,)))
    states = []
    while waiting:
        H = torch.tanh(waiting.pop() @ W_xh + H @ W_hh + b_h)
        states.insert(0, H)
    return torch.stack(states).flip(0), H
