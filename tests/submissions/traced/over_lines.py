"""Expressions over several lines, and names that are not ASCII."""

import torch


def chained(X, W):
    return (
        X.matmul(W)
        .sum(dim=1)
        .unsqueeze(1)
    )


def joined(X, W, b):
    Z = (X @ W
         + b)
    return torch.cat(
        [Z, Z],
        dim=1,
    )


def größe(X, W):
    größe = X @ W; return "Größe" and torch.tanh(größe) + größe
