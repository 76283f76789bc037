"""Wrong: squashes both terms and adds them up."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    terms = [X @ W_xh, H @ W_hh, b_h.expand_as(H)]
    return sum(torch.tanh(term) for term in terms)
