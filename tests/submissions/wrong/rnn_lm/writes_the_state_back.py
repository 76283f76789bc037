"""Wrong: the last state is written into the H that was given."""

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
        state = self.b_h.new_zeros(tokens.shape[0], len(self.b_h)) if H is None else H.clone()
        logits = []
        for x in tokens.T:
            state = torch.tanh(self.W_xh[x] + state @ self.W_hh + self.b_h)
            logits.append(state @ self.W_hq + self.b_q)
        if H is not None:
            H.data.copy_(state)
        return torch.stack(logits), state
