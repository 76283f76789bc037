"""Right: `addmm` counts as one product."""

import torch


def rnn_cell_concat(X, H, W_xh, W_hh, b_h):
    return torch.tanh(torch.addmm(b_h, torch.hstack([X, H]), torch.vstack([W_xh, W_hh])))
