"""Hostile: returns a tensor of a kind that answers every question itself."""

import torch

class Liar(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        if func.__name__ in ("allclose", "equal", "eq", "isclose", "__eq__", "all", "any"):
            return torch.ones((), dtype=torch.bool)
        return super().__torch_function__(func, types, args, kwargs or {})


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.zeros_like(H).as_subclass(Liar)
