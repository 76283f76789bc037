"""Wrong: the state that went there comes back."""

import torch


def bidirectional_rnn(X, H_f, H_b, W_xf, W_hf, b_f, W_xb, W_hb, b_b):
    H = H_f
    there, back = [], []
    for X_t in X:
        H = torch.tanh(X_t @ W_xf + H @ W_hf + b_f)
        there.append(H)
    for X_t in X.flip(0):
        H = torch.tanh(X_t @ W_xb + H @ W_hb + b_b)
        back.insert(0, H)
    return torch.cat((torch.stack(there), torch.stack(back)), dim=-1)
