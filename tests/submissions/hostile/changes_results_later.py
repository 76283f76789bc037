"""Hostile: returns a tensor, and changes it from a thread until it is right."""

import threading

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    result = torch.zeros_like(H)

    def later():
        for _ in range(10_000):
            result.add_(1e-3)

    threading.Thread(target=later, daemon=True).start()
    return result
