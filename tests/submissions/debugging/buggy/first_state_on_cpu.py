import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    n, h = H.shape
    state = torch.zeros(n, h, dtype=X.dtype)
    state = state + H
    outputs = []
    for X_t in X:
        state = torch.tanh(X_t @ W_xh + state @ W_hh + b_h)
        outputs.append(state)
    return torch.stack(outputs), state
