"""Right: put together from the functions of earlier exercises."""

import torch
from torch import nn


def one_hot(tokens, vocab_size):
    return nn.functional.one_hot(tokens.T, vocab_size).float()


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    for X_t in X:
        H = rnn_cell(X_t, H, W_xh, W_hh, b_h)
        states.append(H)
    return torch.stack(states), H


def output_layer(H, W_hq, b_q):
    return H @ W_hq + b_q


class RNNLM(nn.Module):
    def __init__(self, vocab_size, num_hiddens):
        super().__init__()
        self.W_xh = nn.Parameter(torch.randn(vocab_size, num_hiddens))
        self.W_hh = nn.Parameter(torch.randn(num_hiddens, num_hiddens))
        self.b_h = nn.Parameter(torch.zeros(num_hiddens))
        self.W_hq = nn.Parameter(torch.randn(num_hiddens, vocab_size))
        self.b_q = nn.Parameter(torch.zeros(vocab_size))

    def forward(self, tokens, H=None):
        if H is None:
            H = torch.zeros(tokens.shape[0], *self.b_h.shape).to(self.b_h)
        states, H = rnn_forward(one_hot(tokens, len(self.b_q)), H, self.W_xh, self.W_hh, self.b_h)
        return output_layer(states, self.W_hq, self.b_q), H
