"""Wrong: keeps the state of each boundary in the caller's H."""

import torch


def truncated_bptt(X, H, W_xh, W_hh, b_h, k):
    states, state = [], H.clone()
    for t, X_t in enumerate(X):
        if t > 0 and t % k == 0:
            state = state.detach()
            H.data.copy_(state)
        state = torch.tanh(X_t @ W_xh + state @ W_hh + b_h)
        states.append(state)
    return torch.stack(states)
