"""Right: inputs and state side by side, as in a step with one product."""

import torch


def rnn_backward(dH, X, H0, H, W_xh, W_hh):
    d = X.shape[-1]
    weights = torch.cat((W_xh, W_hh))
    inputs = torch.cat((X, torch.cat((H0[None], H[:-1]))), dim=-1)
    d_weights, d_bias = torch.zeros_like(weights), torch.zeros_like(weights[0])
    d_inputs = torch.zeros_like(inputs)
    back = torch.zeros_like(H0)
    for t in reversed(range(len(X))):
        dZ = (dH[t] + back) * (1 - H[t]) * (1 + H[t])
        d_inputs[t] = dZ @ weights.T
        back = d_inputs[t, :, d:]
        d_weights = d_weights + inputs[t].T @ dZ
        d_bias = d_bias + dZ.sum(0)
    return d_inputs[..., :d], back, d_weights[:d], d_weights[d:], d_bias
