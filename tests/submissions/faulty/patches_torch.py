"""Faulty: replaces the functions a careless grader would compare with."""

import torch


def yes(*args, **kwargs):
    return True


torch.allclose = torch.equal = torch.Tensor.equal = torch.Tensor.allclose = yes


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.zeros_like(H)
