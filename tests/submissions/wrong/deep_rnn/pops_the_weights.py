"""Wrong: takes the weights out of the caller's lists: the second call finds none."""

import torch


def deep_rnn(X, H, W_xh, W_hh, b_h):
    last = []
    for state in H:
        if not W_xh:
            break
        W_x, W_h, b = W_xh.pop(0), W_hh.pop(0), b_h.pop(0)
        outputs = []
        for X_t in X:
            state = torch.tanh(X_t @ W_x + state @ W_h + b)
            outputs.append(state)
        X = torch.stack(outputs)
        last.append(state)
    return X, torch.stack(last) if last else H
