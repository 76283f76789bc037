"""Right: as in D2L, a loop over the steps."""

import torch
import torch.nn.functional as F
from torch import nn


class RNNLM(nn.Module):
    def __init__(self, vocab_size, num_hiddens):
        super().__init__()
        self.vocab_size, self.num_hiddens = vocab_size, num_hiddens
        self.W_xh = nn.Parameter(torch.randn(vocab_size, num_hiddens) * 0.01)
        self.W_hh = nn.Parameter(torch.randn(num_hiddens, num_hiddens) * 0.01)
        self.b_h = nn.Parameter(torch.zeros(num_hiddens))
        self.W_hq = nn.Parameter(torch.randn(num_hiddens, vocab_size) * 0.01)
        self.b_q = nn.Parameter(torch.zeros(vocab_size))

    def forward(self, tokens, H=None):
        X = F.one_hot(tokens.T, self.vocab_size).type(self.W_xh.dtype)
        if H is None:
            H = torch.zeros((tokens.shape[0], self.num_hiddens), device=tokens.device, dtype=self.W_xh.dtype)
        outputs = []
        for X_t in X:
            H = torch.tanh(torch.matmul(X_t, self.W_xh) + torch.matmul(H, self.W_hh) + self.b_h)
            outputs.append(torch.matmul(H, self.W_hq) + self.b_q)
        return torch.stack(outputs), H
