from functools import reduce

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    def step(states, X_t):
        return states + [torch.tanh(X_t @ W_xh + states[-1] @ W_hh + b_h)]

    _, *states = reduce(step, X, [H])
    return torch.stack(states), states[-1]
