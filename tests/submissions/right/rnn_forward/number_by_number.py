import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    T, n, d = X.shape
    h = W_hh.shape[0]
    states = []
    for t in range(T):
        rows = []
        for i in range(n):
            row = []
            for j in range(h):
                total = b_h[j]
                for k in range(d):
                    total = total + X[t, i, k] * W_xh[k, j]
                for k in range(h):
                    total = total + H[i, k] * W_hh[k, j]
                row.append(torch.tanh(total))
            rows.append(torch.stack(row))
        H = torch.stack(rows)
        states.append(H)
    return torch.stack(states), H
