"""A program, no exercise: one line, and another shape each time."""

import torch

X = torch.ones(4, 1)
for _ in range(2):
    X = torch.cat([X, torch.tanh(X)], dim=1)
print(X.shape)
