"""Right: `zip` over the layers, `accumulate` over the steps."""

from itertools import accumulate

import torch


def deep_rnn(*, X, H, W_xh, W_hh, b_h):
    last = []
    for state, W_x, W_h, b in zip(H, W_xh, W_hh, b_h):
        steps = accumulate(X, lambda h, x: torch.tanh(x @ W_x + h @ W_h + b), initial=state)
        X = torch.stack(list(steps)[1:])
        last.append(X[-1:])
    return X, torch.cat(last, dim=0)
