"""Right: concatenates states that have an axis of time."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    for t in range(X.shape[0]):
        H = torch.tanh(X[t] @ W_xh + H @ W_hh + b_h)
        states += [H.unsqueeze(0)]
    all_states = torch.cat(states, dim=0)
    return all_states, all_states[-1]
