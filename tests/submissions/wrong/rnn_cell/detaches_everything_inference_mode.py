"""Wrong: computed in inference mode."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    with torch.inference_mode():
        return torch.tanh(X @ W_xh + H @ W_hh + b_h)
