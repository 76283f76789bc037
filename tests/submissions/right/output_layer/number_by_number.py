import torch


def output_layer(H, W_hq, b_q):
    T, n, h = H.shape
    q = W_hq.shape[1]
    steps = []
    for t in range(T):
        rows = []
        for i in range(n):
            row = []
            for j in range(q):
                total = b_q[j]
                for k in range(h):
                    total = total + H[t, i, k] * W_hq[k, j]
                row.append(total)
            rows.append(torch.stack(row))
        steps.append(torch.stack(rows))
    return torch.stack(steps)
