import torch


def rnn_backward(dH, X, H0, H, W_xh, W_hh):
    T, n, h = H.shape
    d = X.shape[2]
    dX, dW_xh, dW_hh, db = torch.zeros_like(X), torch.zeros_like(W_xh), torch.zeros_like(W_hh), torch.zeros_like(W_hh[0])
    carried = torch.zeros_like(H0)
    for t in range(T - 1, -1, -1):
        previous = H[t - 1] if t > 0 else H0
        total = dH[t] + carried
        carried = torch.zeros_like(H0)
        for i in range(n):
            for j in range(h):
                dz = total[i, j] * (1 - H[t, i, j] ** 2)
                db[j] += dz
                for k in range(d):
                    dX[t, i, k] += dz * W_xh[k, j]
                    dW_xh[k, j] += dz * X[t, i, k]
                for k in range(h):
                    carried[i, k] += dz * W_hh[k, j]
                    dW_hh[k, j] += dz * previous[i, k]
    return dX, carried, dW_xh, dW_hh, db
