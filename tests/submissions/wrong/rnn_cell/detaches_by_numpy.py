"""Wrong: computed with numpy; the values are right, the gradient is gone."""

import numpy as np
import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    device = X.device
    X, H, W_xh, W_hh, b_h = (t.detach().cpu().numpy() for t in (X, H, W_xh, W_hh, b_h))
    return torch.from_numpy(np.tanh(X @ W_xh + H @ W_hh + b_h)).to(device)
