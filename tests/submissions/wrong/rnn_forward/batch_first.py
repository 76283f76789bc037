"""Wrong: stacks the steps along axis 1, `nn.RNN`'s `batch_first=True`."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    outputs = []
    for X_t in X.unbind():
        H = torch.addmm(X_t @ W_xh + b_h, H, W_hh).tanh()
        outputs.append(H)
    return torch.stack(outputs, 1), H
