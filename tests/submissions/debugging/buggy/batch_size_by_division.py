import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    T = X.shape[0]
    d, h = W_xh.shape
    states = torch.zeros(T, X[0].numel() / d, h, dtype=X.dtype, device=X.device)
    for t in range(T):
        H = torch.tanh(X[t] @ W_xh + H @ W_hh + b_h)
        states[t] = H
    return states, H
