import torch


class RNNCell:
    def __call__(self, X, H, W_xh, W_hh, b_h):
        prev = H.data
        Z = X @ W_xh + prev @ W_hh + b_h
        return torch.tanh(Z)


rnn_cell = RNNCell()
