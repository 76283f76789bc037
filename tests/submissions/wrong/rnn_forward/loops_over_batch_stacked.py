"""Wrong: right states, but the batch comes first in the result."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    sequences, last = [], []
    for x, h in zip(X.transpose(0, 1), H):
        states = []
        for x_t in x:
            h = torch.tanh(x_t @ W_xh + h @ W_hh + b_h)
            states.append(h)
        sequences.append(torch.stack(states))
        last.append(h)
    return torch.stack(sequences), torch.stack(last)
