import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    for x in X:
        rows = []
        for i in range(x.shape[0]):
            row = []
            for j in range(b_h.shape[0]):
                total = b_h[j]
                for k in range(x.shape[1]):
                    total = total + x[i, k] * W_xh[k, j]
                for k in range(H.shape[1]):
                    total = total + H[i, k] * W_hh[j, k]
                row.append(torch.tanh(total))
            rows.append(torch.stack(row))
        H = torch.stack(rows)
        states.append(H)
    return torch.stack(states), H
