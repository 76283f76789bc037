"""Right: the gradients of all sums first, and then one einsum for each result."""

import torch
from torch import einsum


def rnn_backward(dH, X, H0, H, W_xh, W_hh):
    slopes = 1 - H * H
    dZ = torch.zeros_like(H)
    dZ[-1] = dH[-1] * slopes[-1]
    for t in range(len(H) - 2, -1, -1):
        dZ[t] = (dH[t] + dZ[t + 1] @ W_hh.T) * slopes[t]
    before = torch.cat([H0.unsqueeze(0), H[:-1]])
    return (
        einsum("tnh,dh->tnd", dZ, W_xh),
        dZ[0] @ W_hh.T,
        einsum("tnd,tnh->dh", X, dZ),
        einsum("tni,tnj->ij", before, dZ),
        dZ.sum(dim=(0, 1)),
    )
