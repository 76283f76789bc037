"""Right: the bottom layer, and the network above it by recursion."""

import torch


def deep_rnn(X, H, W_xh, W_hh, b_h):
    if not W_xh:
        return X, H
    state, states = H[0], []
    for XW in X @ W_xh[0]:
        state = torch.tanh(XW + state @ W_hh[0] + b_h[0])
        states.append(state)
    outputs, above = deep_rnn(torch.stack(states), H[1:], W_xh[1:], W_hh[1:], b_h[1:])
    return outputs, torch.cat((state.unsqueeze(0), above))
