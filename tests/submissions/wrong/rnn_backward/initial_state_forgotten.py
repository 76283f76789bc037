"""Wrong: leaves the first step out of the gradient of `W_hh`."""

import torch


def rnn_backward(dH, X, H0, H, W_xh, W_hh):
    dZ = torch.zeros_like(H)
    back = torch.zeros_like(H0)
    for t in range(len(H) - 1, -1, -1):
        dZ[t] = (dH[t] + back) * (1 - H[t] ** 2)
        back = dZ[t] @ W_hh.T
    dW_hh = torch.einsum("tni,tnj->ij", H[:-1], dZ[1:])
    return dZ @ W_xh.T, back, torch.einsum("tni,tnj->ij", X, dZ), dW_hh, dZ.sum((0, 1))
