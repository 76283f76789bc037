"""Wrong: adds what comes back to the step before, in the caller's dH."""

import torch


def rnn_backward(dH, X, H0, H, W_xh, W_hh):
    dZ = torch.zeros_like(H)
    for t in range(len(H) - 1, -1, -1):
        dZ[t] = dH[t] * (1 - H[t] ** 2)
        if t > 0:
            dH[t - 1].add_(dZ[t] @ W_hh.T)
    before = torch.cat((H0[None], H[:-1]))
    dW_xh, dW_hh = (torch.einsum("tni,tnj->ij", A, dZ) for A in (X, before))
    return dZ @ W_xh.T, dZ[0] @ W_hh.T, dW_xh, dW_hh, dZ.sum((0, 1))
