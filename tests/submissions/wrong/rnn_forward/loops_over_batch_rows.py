"""Wrong: for each example, all steps at once: the steps do not follow each other."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    for i in range(H.shape[0]):
        states.append(torch.tanh(X[:, i] @ W_xh + H[i] @ W_hh + b_h))
    states = torch.stack(states, dim=1)
    return states, states[-1]
