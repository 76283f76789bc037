import torch


def rnn_cell_concat(X, H, W_xh, W_hh, b_h):
    ones = torch.empty(X.shape[0], 1, dtype=X.dtype, device=X.device)
    torch.ones(X.shape[0], 1, out=ones)
    inputs = torch.cat((X, H, ones), dim=1)
    weights = torch.vstack((W_xh, W_hh, b_h))
    return torch.tanh(inputs @ weights)
