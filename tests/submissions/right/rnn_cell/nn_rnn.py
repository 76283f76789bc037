"""Right: an `nn.RNN` of one step, made at each call (drawing weights that are never used), its weights swapped."""

import torch
from torch import nn
from torch.func import functional_call


def rnn_cell(X, H, W_xh, W_hh, b_h):
    d, h = W_xh.shape
    rnn = nn.RNN(d, h, dtype=X.dtype, device=X.device)
    weights = {
        "weight_ih_l0": W_xh.T,
        "weight_hh_l0": W_hh.T,
        "bias_ih_l0": b_h,
        "bias_hh_l0": torch.zeros_like(b_h),
    }
    _, H_last = functional_call(rnn, weights, (X.unsqueeze(0), H.unsqueeze(0)))
    return H_last.squeeze(0)
