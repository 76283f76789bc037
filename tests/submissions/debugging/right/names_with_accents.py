import torch


def rnn_cell_concat(X, H, W_xh, W_hh, b_h):
    entrées = torch.cat([X, H], dim=1)
    Ω = torch.cat([W_xh, W_hh], dim=0)
    ζ = entrées @ Ω
    隐状态 = torch.tanh(ζ + b_h)
    return 隐状态
