"""Right: a loss module, bound to the name; the weights of the mean are all 1."""

import torch
from torch import nn


class CrossEntropy(nn.Module):
    def __init__(self):
        super().__init__()
        self.log_softmax = nn.LogSoftmax(dim=1)
        self.nll = nn.NLLLoss(reduction="none")

    def forward(self, logits, targets):
        return torch.mean(self.nll(self.log_softmax(logits), targets))


cross_entropy = CrossEntropy()
