"""A program, no exercise: the last line cannot be."""

import torch

X = torch.ones(4, 3)
W = torch.ones(5, 2)
Y = torch.tanh(X)
Z = Y @ W
