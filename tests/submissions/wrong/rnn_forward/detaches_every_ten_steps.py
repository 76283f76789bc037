"""Wrong: truncated backpropagation, visible only in sequences of more than ten steps."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    for t, X_t in enumerate(X, start=1):
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
        if t % 10 == 0:
            H = H.detach()
    return torch.stack(states), states[-1]
