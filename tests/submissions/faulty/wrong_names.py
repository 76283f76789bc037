"""Faulty: the arguments have other names."""

import torch


def rnn_cell(x, h_prev, Wx, Wh, b):
    return torch.tanh(x @ Wx + h_prev @ Wh + b)
