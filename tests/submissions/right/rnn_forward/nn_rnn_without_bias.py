"""Right: `nn.RNN` without biases (the bias is one more input, always 1) that leaves the random state alone."""

import torch
from torch import nn


def rnn_forward(X, H, W_xh, W_hh, b_h):
    d, h = W_xh.shape
    with torch.random.fork_rng(devices=[]):
        rnn = nn.RNN(d + 1, h, bias=False, dtype=X.dtype)
    weights = {"weight_ih_l0": torch.cat((W_xh, b_h[None])).T, "weight_hh_l0": W_hh.T}
    X1 = torch.cat((X, torch.ones_like(X[..., :1])), dim=-1)
    outputs, H_last = torch.func.functional_call(rnn, weights, (X1, H.unsqueeze(0)))
    return outputs, H_last.squeeze(0)
