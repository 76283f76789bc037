"""Wrong: the derivative of tanh at the gradient that arrives."""

import torch


def d_tanh(x):
    return 1 - torch.tanh(x) ** 2


def rnn_backward(dH, X, H0, H, W_xh, W_hh):
    dZ = []
    back = torch.zeros_like(H0)
    for upstream in dH.flip(0):
        total = upstream + back
        dZ.insert(0, total * d_tanh(total))
        back = dZ[0] @ W_hh.T
    dZ = torch.stack(dZ)
    before = torch.cat((H0[None], H[:-1]))
    dW_xh, dW_hh = (torch.einsum("tni,tnj->ij", A, dZ) for A in (X, before))
    return dZ @ W_xh.T, back, dW_xh, dW_hh, dZ.sum((0, 1))
