"""Wrong: `view` instead of a transposition mixes the sequences."""

import torch
from torch import nn


class RNNLM(nn.Module):
    def __init__(self, vocab_size, num_hiddens):
        super().__init__()
        self.W_xh = nn.Parameter(torch.randn(vocab_size, num_hiddens) * 0.01)
        self.W_hh = nn.Parameter(torch.randn(num_hiddens, num_hiddens) * 0.01)
        self.b_h = nn.Parameter(torch.zeros(num_hiddens))
        self.W_hq = nn.Parameter(torch.randn(num_hiddens, vocab_size) * 0.01)
        self.b_q = nn.Parameter(torch.zeros(vocab_size))

    def forward(self, tokens, H=None):
        n, T = tokens.shape
        if H is None:
            H = self.b_h.new_zeros(n, len(self.b_h))
        logits = []
        for x in tokens.reshape(T, n):
            H = torch.tanh(self.W_xh[x] + H @ self.W_hh + self.b_h)
            logits.append(H @ self.W_hq + self.b_q)
        return torch.stack(logits), H
