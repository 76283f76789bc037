import torch


def affine(x, h, W_x, W_h, b):
    rows = []
    for i in range(x.shape[0]):
        row = []
        for j in range(b.shape[0]):
            total = b[j]
            for k in range(x.shape[1]):
                total = total + x[i, k] * W_x[k, j]
            for k in range(h.shape[1]):
                total = total + h[i, k] * W_h[k, j]
            row.append(total)
        rows.append(torch.stack(row))
    return torch.stack(rows)


def lstm_cell(X, H, C, W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c):
    i = torch.sigmoid(affine(X, H, W_xi, W_hi, b_i))
    f = torch.sigmoid(affine(X, H, W_xf, W_hf, b_f))
    o = torch.sigmoid(affine(X, H, W_xo, W_ho, b_o))
    c = torch.tanh(affine(X, H, W_xc, W_hc, b_c))
    C = f * C + i * c
    return o * torch.tanh(C), C
