"""Faulty: a tensor that says of itself that it has the right shape and equals everything."""

import torch


class Liar(torch.Tensor):
    @property
    def shape(self):
        return self.claimed

    def size(self, dim=None):
        return self.claimed if dim is None else self.claimed[dim]

    def __eq__(self, other):
        return torch.tensor(True)

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        if func in (torch.allclose, torch.equal, torch.isclose):
            return True
        return super().__torch_function__(func, types, args, kwargs or {})


def rnn_cell(X, H, W_xh, W_hh, b_h):
    result = torch.zeros(1, dtype=H.dtype).as_subclass(Liar)
    result.claimed = H.shape
    return result
