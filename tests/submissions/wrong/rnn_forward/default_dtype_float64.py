"""Wrong when the inputs are float32: switches the default dtype, and the buffer follows."""

import torch

torch.set_default_dtype(torch.float64)


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = torch.zeros(X.shape[0], *H.shape, device=X.device)
    for t, X_t in enumerate(X):
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states[t] = H
    return states, H
