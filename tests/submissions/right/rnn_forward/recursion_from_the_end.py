"""Right: H_t asks for H_{t-1}, with a memory."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    memory = {0: H}

    def state(t):
        if t not in memory:
            memory[t] = torch.tanh(X[t - 1] @ W_xh + state(t - 1) @ W_hh + b_h)
        return memory[t]

    states = [state(t) for t in range(1, X.shape[0] + 1)]
    return torch.stack(states), state(X.shape[0])
