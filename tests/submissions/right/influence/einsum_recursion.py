"""Right: carries all Jacobians along, new ones put in front of the old."""

import torch


@torch.no_grad()
def influence(X, H, W_xh, W_hh, b_h):
    T = len(X)
    carried = X.new_zeros(0, X.shape[1], X.shape[2], len(b_h))
    rows = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        slope = 1 - H.square()
        carried = torch.cat([torch.einsum("snij,jk->snik", carried, W_hh), W_xh.expand(1, len(H), *W_xh.shape)])
        carried = carried * slope[None, :, None, :]
        row = carried.flatten(1).norm(dim=1)
        rows.append(torch.nn.functional.pad(row, (0, T - len(row))))
    return torch.stack(rows)
