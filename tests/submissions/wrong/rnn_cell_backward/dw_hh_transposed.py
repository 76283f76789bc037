"""Wrong: the gradient of the square weight is the wrong way round."""

import torch


def rnn_cell_backward(dH, X, H_prev, H, W_xh, W_hh):
    dZ = dH * (1 - H**2)
    dW_xh = torch.einsum("nd,nh->dh", X, dZ)
    dW_hh = torch.einsum("ni,nj->ji", H_prev, dZ)
    return dZ @ W_xh.T, dZ @ W_hh.T, dW_xh, dW_hh, dZ.sum(0)
