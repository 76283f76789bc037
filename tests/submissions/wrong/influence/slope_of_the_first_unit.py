"""Wrong: one slope for all units, the mean."""

import torch


def influence(X, H, W_xh, W_hh, b_h):
    T, n, d = X.shape
    J = X.new_zeros(0, n, d, len(b_h))
    rows = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        slope = (1 - H**2).mean(dim=1)
        J = torch.cat((J @ W_hh, W_xh.expand(1, n, -1, -1))) * slope[:, None, None]
        row = J.flatten(1).norm(dim=1)
        rows.append(torch.cat((row, row.new_zeros(T - len(row)))))
    return torch.stack(rows)
