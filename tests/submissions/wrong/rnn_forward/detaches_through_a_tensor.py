"""Wrong: `torch.tensor` of a list of lists; values right, no history."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    outputs = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        outputs.append(H.tolist())
    return torch.tensor(outputs, dtype=H.dtype, device=H.device), H
