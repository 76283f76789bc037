"""Right: `itertools.accumulate`."""

from itertools import accumulate

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    def step(state, x):
        return torch.tanh(x @ W_xh + state @ W_hh + b_h)

    states = list(accumulate(X, step, initial=H))[1:]
    return torch.stack(states), states[-1]
