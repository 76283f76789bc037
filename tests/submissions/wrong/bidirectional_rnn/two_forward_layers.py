"""Wrong: one loop for both."""

import torch


def bidirectional_rnn(X, H_f, H_b, W_xf, W_hf, b_f, W_xb, W_hb, b_b):
    outputs = []
    for X_t in X:
        H_f = torch.tanh(X_t @ W_xf + H_f @ W_hf + b_f)
        H_b = torch.tanh(X_t @ W_xb + H_b @ W_hb + b_b)
        outputs.append(torch.cat((H_f, H_b), dim=1))
    return torch.stack(outputs)
