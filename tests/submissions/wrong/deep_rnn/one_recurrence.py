"""Wrong: `W_hh[0]` and `b_h[0]` in every layer: only `W_xh` had to differ for it to run."""

import torch


def deep_rnn(X, H, W_xh, W_hh, b_h):
    states, outputs = list(H), []
    for X_t in X:
        for i, W in enumerate(W_xh):
            states[i] = torch.tanh(X_t @ W + states[i] @ W_hh[0] + b_h[0])
            X_t = states[i]
        outputs.append(X_t)
    return torch.stack(outputs), torch.stack(states)
