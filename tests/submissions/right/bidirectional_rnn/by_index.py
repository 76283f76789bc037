"""Right: two loops over the same indices, one of them reversed."""

import torch


def bidirectional_rnn(X, H_f, H_b, W_xf, W_hf, b_f, W_xb, W_hb, b_b):
    T = X.shape[0]
    forward, backward = [None] * T, [None] * T
    for t in range(T):
        forward[t] = H_f = torch.tanh(X[t] @ W_xf + H_f @ W_hf + b_f)
    for t in reversed(range(T)):
        backward[t] = H_b = torch.tanh(X[t] @ W_xb + H_b @ W_hb + b_b)
    return torch.stack([torch.cat(pair, dim=-1) for pair in zip(forward, backward)])
