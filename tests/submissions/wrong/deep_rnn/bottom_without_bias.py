"""Wrong: the bias of the bottom layer is forgotten."""

import torch


def deep_rnn(X, H, W_xh, W_hh, b_h):
    last = []
    for i in range(len(H)):
        state, outputs = H[i], []
        for X_t in X:
            Z = X_t @ W_xh[i] + state @ W_hh[i]
            state = torch.tanh(Z + b_h[i] if i > 0 else Z)
            outputs.append(state)
        X = torch.stack(outputs)
        last.append(state)
    return X, torch.stack(last)
