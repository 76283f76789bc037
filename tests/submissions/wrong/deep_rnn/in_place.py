"""Wrong: keeps the states in H itself."""

import torch


def deep_rnn(X, H, W_xh, W_hh, b_h):
    outputs = []
    for X_t in X:
        for i in range(H.shape[0]):
            H[i] = torch.tanh(X_t @ W_xh[i] + H[i] @ W_hh[i] + b_h[i])
            X_t = H[i].clone()
        outputs.append(X_t)
    return torch.stack(outputs), H.clone()
