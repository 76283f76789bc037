import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    num_hiddens = W_hh.shape[0]
    H = torch.zeros(num_hiddens, dtype=X.dtype, device=X.device)
    H = torch.tanh(X @ W_xh + H @ W_hh + b_h)
    return H
