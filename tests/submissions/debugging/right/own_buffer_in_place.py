import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    Z = torch.zeros(H.shape, dtype=H.dtype, device=H.device)
    Z.addmm_(X, W_xh).addmm_(H, W_hh)
    Z += b_h
    torch.tanh_(Z)
    return Z
