"""Right: puts each gradient at the front of a list."""

import torch
import torch.nn.functional as F


def rnn_backward(*, X, H0, H, dH, W_xh, W_hh):
    states = torch.cat((H0[None], H))
    dX, dW_xh, dW_hh, db_h, dH_next = [], 0, 0, 0, 0
    for t in range(len(X), 0, -1):
        dZ = (dH[t - 1] + dH_next) * (1 - states[t] ** 2)
        dX.insert(0, F.linear(dZ, W_xh))
        dH_next = F.linear(dZ, W_hh)
        dW_xh = dW_xh + X[t - 1].t() @ dZ
        dW_hh = dW_hh + states[t - 1].t() @ dZ
        db_h = db_h + dZ.sum(dim=0)
    return torch.stack(dX), dH_next, dW_xh, dW_hh, db_h
