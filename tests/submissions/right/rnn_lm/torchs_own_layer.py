"""Right: torch's own layer runs with the module's parameters."""

import torch
from torch import nn
from torch.func import functional_call


class RNNLM(nn.Module):
    def __init__(self, vocab_size, num_hiddens):
        super().__init__()
        self.vocab_size = vocab_size
        self.W_xh = nn.Parameter(torch.randn(vocab_size, num_hiddens) * 0.1)
        self.W_hh = nn.Parameter(torch.randn(num_hiddens, num_hiddens) * 0.1)
        self.b_h = nn.Parameter(torch.zeros(num_hiddens))
        self.W_hq = nn.Parameter(torch.randn(num_hiddens, vocab_size) * 0.1)
        self.b_q = nn.Parameter(torch.zeros(vocab_size))
        self.layer = [nn.RNN(vocab_size, num_hiddens)]

    def forward(self, tokens, H=None):
        X = nn.functional.one_hot(tokens.mT, self.vocab_size).to(self.W_xh)
        if H is None:
            H = X.new_zeros(tokens.size(0), self.W_hh.size(0))
        weights = {
            "weight_ih_l0": self.W_xh.T,
            "weight_hh_l0": self.W_hh.T,
            "bias_ih_l0": self.b_h,
            "bias_hh_l0": torch.zeros_like(self.b_h),
        }
        states, last = functional_call(self.layer[0], weights, (X, H[None]))
        return nn.functional.linear(states, self.W_hq.T, self.b_q), last[0]
