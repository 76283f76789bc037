"""Wrong: right at the first call; every further call adds a little more bias."""

import torch

calls = []


def rnn_cell(X, H, W_xh, W_hh, b_h):
    result = torch.tanh(X @ W_xh + H @ W_hh + b_h * (1 + 0.01 * len(calls)))
    calls.append(1)
    return result
