"""Wrong: hands the gradient back by a single step: what came from further away is dropped."""

import torch


def rnn_backward(dH, X, H0, H, W_xh, W_hh):
    own = dH * (1 - H**2)
    dZ = own.clone()
    dZ[:-1] += (own[1:] @ W_hh.T) * (1 - H[:-1] ** 2)
    before = torch.cat((H0[None], H[:-1]))
    dW_xh, dW_hh = (torch.einsum("tni,tnj->ij", A, dZ) for A in (X, before))
    return dZ @ W_xh.T, dZ[0] @ W_hh.T, dW_xh, dW_hh, dZ.sum((0, 1))
