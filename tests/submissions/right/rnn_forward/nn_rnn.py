"""Right: an `nn.RNN` made at each call (drawing weights that are never used), its weights swapped for the arguments."""

import torch
from torch import nn
from torch.func import functional_call


def rnn_forward(X, H, W_xh, W_hh, b_h):
    rnn = nn.RNN(W_xh.shape[0], W_xh.shape[1]).to(device=X.device, dtype=X.dtype)
    weights = {
        "weight_ih_l0": W_xh.T,
        "weight_hh_l0": W_hh.T,
        "bias_ih_l0": b_h,
        "bias_hh_l0": torch.zeros_like(b_h),
    }
    outputs, H_last = functional_call(rnn, weights, (X, H[None]))
    return outputs, H_last[0]
