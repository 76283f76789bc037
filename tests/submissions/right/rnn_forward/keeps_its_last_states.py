import torch

LAST = []


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    for x in X:
        H = torch.tanh(x @ W_xh + H @ W_hh + b_h)
        states.append(H)
    LAST[:] = [torch.stack(states).detach()]
    return torch.stack(states), H
