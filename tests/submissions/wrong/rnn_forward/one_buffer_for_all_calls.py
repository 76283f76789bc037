import torch

BUFFERS = {}


def rnn_forward(X, H, W_xh, W_hh, b_h):
    shape = (len(X), *H.shape)
    states = BUFFERS.setdefault((shape, X.dtype, X.device), X.new_empty(shape)).detach()
    for t, x in enumerate(X):
        H = torch.tanh(x @ W_xh + H @ W_hh + b_h)
        states[t] = H
    return states, H
