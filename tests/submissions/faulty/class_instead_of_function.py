"""Faulty: a class where a function is asked for; calling it makes an object."""

import torch


class rnn_cell:
    def __init__(self, X, H, W_xh, W_hh, b_h):
        self.H = torch.tanh(X @ W_xh + H @ W_hh + b_h)
