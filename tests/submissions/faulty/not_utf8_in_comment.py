"""Faulty: saved as Latin-1, without saying so."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    # Übergang zum nächsten Zustand
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
