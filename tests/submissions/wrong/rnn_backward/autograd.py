"""Wrong: runs the layer again and calls `backward`."""

import torch


def rnn_backward(dH, X, H0, H, W_xh, W_hh):
    b_h = (torch.atanh(H[0]) - X[0] @ W_xh - H0 @ W_hh)[0]
    X, H0, W_xh, W_hh, b_h = leaves = [v.detach().clone().requires_grad_() for v in (X, H0, W_xh, W_hh, b_h)]
    state, states = H0, []
    for X_t in X:
        state = torch.tanh(X_t @ W_xh + state @ W_hh + b_h)
        states.append(state)
    torch.stack(states).backward(dH)
    return tuple(leaf.grad for leaf in leaves)
