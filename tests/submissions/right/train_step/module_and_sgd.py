"""Right: a module of its own, `clip_grad_norm_` and `SGD`."""

import torch
from torch import nn
from torch.nn import functional as F


class RNNLM(nn.Module):
    def __init__(self, params):
        super().__init__()
        for name, value in params.items():
            self.register_parameter(name, nn.Parameter(value.detach().clone()))

    def forward(self, tokens, H):
        outputs = []
        for token in tokens:
            H = torch.tanh(self.W_xh[token] + H @ self.W_hh + self.b_h)
            outputs.append(H @ self.W_hq + self.b_q)
        return torch.stack(outputs), H


def train_step(inputs, targets, H, params, lr, theta):
    model = RNNLM(params)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    logits, last = model(inputs, H.detach())
    loss = F.cross_entropy(logits.permute(0, 2, 1), targets)
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), theta)
    optimizer.step()
    return loss.detach(), {name: p.detach() for name, p in model.named_parameters()}, last.detach()
