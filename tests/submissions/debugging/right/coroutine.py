import torch


def recurrence(H, W_xh, W_hh, b_h):
    X_t = yield
    while True:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        X_t = yield H


def rnn_forward(X, H, W_xh, W_hh, b_h):
    layer = recurrence(H, W_xh, W_hh, b_h)
    next(layer)
    states = [layer.send(X_t) for X_t in X]
    return torch.stack(states), states[-1]
