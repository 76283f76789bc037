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

    def times(self, rows, W, b):
        places = range(len(b))
        return torch.stack([torch.stack([sum(x * w for x, w in zip(r, W[:, j])) + b[j] for j in places]) for r in rows])

    def forward(self, tokens, H=None):
        if H is None:
            H = self.b_h.new_zeros(len(tokens), len(self.b_h))
        outputs = []
        for t in range(tokens.shape[1]):
            hidden = self.times(H, self.W_hh, self.b_h)
            H = torch.stack([torch.tanh(self.W_xh[int(tokens[i, t])] + hidden[i]) for i in range(len(tokens))])
            outputs.append(self.times(H, self.W_hq, self.b_q))
        return torch.stack(outputs), H
