"""Right: `F.linear` wants its weight transposed, and so need not be told to."""

import torch
import torch.nn.functional as F


def rnn_cell_backward(*, dH, H, X, H_prev, W_xh, W_hh):
    dZ = torch.addcmul(dH, dH * H, H, value=-1)
    ones = torch.ones_like(X[:, :1])
    return F.linear(dZ, W_xh), F.linear(dZ, W_hh), X.mT.matmul(dZ), H_prev.mT.matmul(dZ), (ones.T @ dZ)[0]
