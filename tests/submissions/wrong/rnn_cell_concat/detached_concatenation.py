"""Wrong: builds the concatenation from lists, without a history."""

import torch


def rnn_cell_concat(X, H, W_xh, W_hh, b_h):
    rows = [x + h for x, h in zip(X.tolist(), H.tolist())]
    XH = torch.tensor(rows, dtype=X.dtype, device=X.device)
    return torch.tanh(XH @ torch.cat((W_xh, W_hh)) + b_h)
