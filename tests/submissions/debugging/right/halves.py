import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    T = len(X)
    if T == 1:
        H = torch.tanh(X[0] @ W_xh + H @ W_hh + b_h)
        return H.unsqueeze(0), H
    first, H = rnn_forward(X[: T // 2], H, W_xh, W_hh, b_h)
    second, H = rnn_forward(X[T // 2 :], H, W_xh, W_hh, b_h)
    return torch.cat((first, second)), H
