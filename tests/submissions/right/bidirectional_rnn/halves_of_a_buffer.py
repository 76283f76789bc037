"""Right: each direction writes into its half of a buffer."""

import torch


def bidirectional_rnn(X, H_f, H_b, W_xf, W_hf, b_f, W_xb, W_hb, b_b):
    T, n, _ = X.shape
    h = H_f.shape[1]
    out = X.new_empty((T, n, 2 * h))
    for t in range(T):
        s = T - 1 - t
        H_f = torch.tanh(X[t] @ W_xf + H_f @ W_hf + b_f)
        H_b = torch.tanh(X[s] @ W_xb + H_b @ W_hb + b_b)
        out[t, :, :h] = H_f
        out[s, :, h:] = H_b
    return out
