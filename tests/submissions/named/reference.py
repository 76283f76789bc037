"""A student's own helper, named like a module of the grader."""

import torch
def cell(X, H, W_xh, W_hh, b_h): return torch.tanh(X @ W_xh + H @ W_hh + b_h)
