"""Right: writes the logits of each step into a buffer; more is kept in the object, but never a state."""

import torch
from torch import nn


class RNNLM(nn.Module):
    """Counts its calls, which changes no result."""

    calls = 0

    def __init__(self, vocab_size, num_hiddens, sigma=0.01):
        super().__init__()
        self.W_xh = nn.Parameter(torch.randn(vocab_size, num_hiddens) * sigma)
        self.W_hh = nn.Parameter(torch.randn(num_hiddens, num_hiddens) * sigma)
        self.b_h = nn.Parameter(torch.zeros(num_hiddens))
        self.W_hq = nn.Parameter(torch.randn(num_hiddens, vocab_size) * sigma)
        self.b_q = nn.Parameter(torch.zeros(vocab_size))
        self.register_buffer("identity", torch.eye(vocab_size))

    def forward(self, tokens, H=None):
        self.calls += 1
        n, T = tokens.shape
        X = self.identity[tokens.t()]
        if H is None:
            H = X.new_zeros(n, self.W_hh.shape[0])
        logits = X.new_empty(T, n, self.b_q.shape[0])
        for t in range(T):
            H = (X[t] @ self.W_xh + H @ self.W_hh + self.b_h).tanh()
            logits[t] = H @ self.W_hq + self.b_q
        return logits, H
