"""Wrong when the inputs are float32: a numpy float64 array raises the result to float64."""

import numpy as np
import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    ones = torch.from_numpy(np.ones((H.shape[0], 1)))
    return torch.tanh(X @ W_xh + H @ W_hh + ones * b_h)
