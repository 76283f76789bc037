import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    T, n, _ = X.shape
    states = []
    for t in range(T):
        H = torch.tanh(X[t] @ W_xh + H @ W_hh + b_h)
        states.append(H)
    states = torch.stack(states, dim=1)
    return states.reshape(T, n, -1), H
