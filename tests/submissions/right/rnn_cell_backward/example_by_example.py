"""Right: one example after the other; the parameters add up."""

import torch


def rnn_cell_backward(dH, X, H_prev, H, W_xh, W_hh):
    dX, dH_prev = torch.empty_like(X), torch.empty_like(H_prev)
    dW_xh, dW_hh = torch.zeros_like(W_xh), torch.zeros_like(W_hh)
    db_h = H.new_zeros(H.shape[1])
    for i in range(H.shape[0]):
        dz = dH[i] * (1 - H[i] ** 2)
        dX[i] = W_xh @ dz
        dH_prev[i] = W_hh @ dz
        dW_xh += torch.outer(X[i], dz)
        dW_hh += torch.outer(H_prev[i], dz)
        db_h += dz
    return dX, dH_prev, dW_xh, dW_hh, db_h
