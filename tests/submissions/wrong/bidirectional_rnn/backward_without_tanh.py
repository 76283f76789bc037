"""Wrong: only the forward layer has an activation."""

import torch


def bidirectional_rnn(X, H_f, H_b, W_xf, W_hf, b_f, W_xb, W_hb, b_b):
    forward, backward = [], []
    for X_t in X:
        H_f = torch.tanh(X_t @ W_xf + H_f @ W_hf + b_f)
        forward.append(H_f)
    for X_t in X.flip(0):
        H_b = X_t @ W_xb + H_b @ W_hb + b_b
        backward.insert(0, H_b)
    return torch.cat((torch.stack(forward), torch.stack(backward)), -1)
