"""Faulty: an error of torch in a helper, with its own words: mat1 and mat2 shapes cannot be multiplied."""

import torch


def affine(A, W):
    return torch.mm(A, W)


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(affine(H, W_xh) + affine(X, W_hh) + b_h)
