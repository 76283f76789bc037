"""Faulty in one respect only: prints 20 MB at each call; otherwise right."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    for _ in range(20):
        print("x" * 999_999)
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
