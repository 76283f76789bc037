import numpy as np
import torch


def rnn_cell_concat(X, H, W_xh, W_hh, b_h):
    ends = np.cumsum([X.shape[1], H.shape[1]])
    XH = X.new_zeros((X.shape[0], int(ends[-1])))
    for part, start, end in zip((X, H), (0, *ends), ends):
        XH[:, start:end] = part
    W = torch.cat((W_xh, W_hh))
    return torch.tanh(XH.mm(W).add(b_h))
