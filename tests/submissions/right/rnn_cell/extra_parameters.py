"""Right: more parameters than asked for, all with defaults."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h, activation=torch.tanh, verbose=False):
    Z = X @ W_xh + H @ W_hh + b_h
    if verbose:
        print(Z)
    return activation(Z)
