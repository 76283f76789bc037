"""Right: no vectors at all: a product with a one-hot vector is a row of the weights."""

import torch
from torch import nn


class RNNLM(nn.Module):
    def __init__(self, vocab_size: int, num_hiddens: int):
        super().__init__()
        for name, shape in {
            "W_xh": (vocab_size, num_hiddens),
            "W_hh": (num_hiddens, num_hiddens),
            "b_h": (num_hiddens,),
            "W_hq": (num_hiddens, vocab_size),
            "b_q": (vocab_size,),
        }.items():
            self.register_parameter(name, nn.Parameter(torch.empty(shape).uniform_(-0.1, 0.1)))

    def forward(self, tokens, H=None):
        XW = self.W_xh[tokens]
        H = XW.new_zeros(len(tokens), self.b_h.numel()) if H is None else H
        states = []
        for t in range(tokens.shape[1]):
            H = torch.tanh(XW[:, t] + H @ self.W_hh + self.b_h)
            states.append(H)
        return torch.stack(states) @ self.W_hq + self.b_q, H
