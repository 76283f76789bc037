"""Wrong: `nn.RNN` with weights of its own; the arguments are never used."""

import torch
from torch import nn

torch.manual_seed(0)


def rnn_cell(X, H, W_xh, W_hh, b_h):
    rnn = nn.RNN(X.shape[-1], H.shape[-1], dtype=X.dtype, device=X.device)
    return rnn(X[None], H[None])[0][0]
