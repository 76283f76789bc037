"""Right: backpropagation through time by hand, as an autograd function."""

import torch


class Forward(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X, H, W_xh, W_hh, b_h):
        states = [H]
        for X_t in X:
            states.append(torch.tanh(X_t @ W_xh + states[-1] @ W_hh + b_h))
        states = torch.stack(states)
        ctx.save_for_backward(X, states, W_xh, W_hh)
        return states[1:].clone(), states[-1].clone()

    @staticmethod
    def backward(ctx, d_states, d_last):
        X, states, W_xh, W_hh = ctx.saved_tensors
        dH = d_last
        dZ = torch.empty_like(d_states)
        for t in reversed(range(len(X))):
            dZ[t] = (dH + d_states[t]) * (1 - states[t + 1] ** 2)
            dH = dZ[t] @ W_hh.T
        dW_xh = torch.einsum("tnd,tnh->dh", X, dZ)
        dW_hh = torch.einsum("tni,tnh->ih", states[:-1], dZ)
        return dZ @ W_xh.T, dH, dW_xh, dW_hh, dZ.sum((0, 1))


def rnn_forward(X, H, W_xh, W_hh, b_h):
    return Forward.apply(X, H, W_xh, W_hh, b_h)
