"""Wrong: `.numpy()` raises as soon as an argument requires a gradient."""

import numpy as np
import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    Z = np.matmul(X.numpy(), W_xh.numpy()) + np.matmul(H.numpy(), W_hh.numpy()) + b_h.numpy()
    return torch.tensor(np.tanh(Z))
