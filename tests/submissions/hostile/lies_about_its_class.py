"""Hostile: returns an object that says it is a tensor."""

import torch

class Liar:
    __class__ = torch.Tensor
    shape = torch.Size((1,))

    def __eq__(self, other):
        return True

    def __getattr__(self, name):
        return lambda *a, **k: self


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return Liar()
