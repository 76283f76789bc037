"""Wrong: returns H, which is still what it was."""

import torch


def deep_rnn(X, H, W_xh, W_hh, b_h):
    for i in range(len(H)):
        state, outputs = H[i], []
        for X_t in X:
            state = torch.tanh(X_t @ W_xh[i] + state @ W_hh[i] + b_h[i])
            outputs.append(state)
        X = torch.stack(outputs)
    return X, H
