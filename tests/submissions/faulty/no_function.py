"""Faulty: a script that computes something, without a function."""

import torch

X, H = torch.randn(3, 1), torch.randn(3, 4)
W_xh, W_hh = torch.randn(1, 4), torch.randn(4, 4)
print(torch.tanh(X @ W_xh + H @ W_hh))
