import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    T, n, d = X.shape
    X = X.reshape(n, T, d)
    outputs = []
    for t in range(T):
        H = torch.tanh(X[:, t] @ W_xh + H @ W_hh + b_h)
        outputs.append(H)
    return torch.stack(outputs), H
