"""Right, with a note: the logits of the steps as a list, as D2L's scratch model returns them."""

import torch
from torch import nn


class RNNLM(nn.Module):
    def __init__(self, vocab_size, num_hiddens):
        super().__init__()
        self.vocab_size = vocab_size
        weights = lambda *shape: nn.Parameter(torch.randn(*shape) * 0.01)
        self.W_xh, self.W_hh = weights(vocab_size, num_hiddens), weights(num_hiddens, num_hiddens)
        self.W_hq = weights(num_hiddens, vocab_size)
        self.b_h, self.b_q = nn.Parameter(torch.zeros(num_hiddens)), nn.Parameter(torch.zeros(vocab_size))

    def rnn(self, inputs, H):
        outputs = []
        for X in inputs:
            H = torch.tanh(X @ self.W_xh + H @ self.W_hh + self.b_h)
            outputs.append(H)
        return outputs, H

    def forward(self, tokens, H=None):
        inputs = nn.functional.one_hot(tokens.T, self.vocab_size).to(torch.float32)
        if H is None:
            H = torch.zeros(len(tokens), self.W_hh.shape[0], device=self.W_hh.device)
        outputs, H = self.rnn(inputs, H)
        return [output @ self.W_hq + self.b_q for output in outputs], H
