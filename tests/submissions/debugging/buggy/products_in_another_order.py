import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    T, n, d = X.shape
    rows = X.transpose(0, 1).reshape(-1, d)
    XW = (rows @ W_xh).view(T, n, -1)
    states = []
    for t in range(T):
        H = torch.tanh(XW[t] + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H
