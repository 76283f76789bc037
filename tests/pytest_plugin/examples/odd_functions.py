"""Functions that return all sorts of things."""

import os

import torch
from torch import nn

CONSTANT = 3


def the_same(x):
    return x


def a_pair(X):
    return X, 2 * X


def state_in_a_tuple(X):
    return X, (2 * X, 3 * X)


def one_in_a_tuple(X):
    return (X,)


def listed(X):
    return [X, 2 * X]


def listed_alone(X):
    return [X]


def named(X):
    return {"W": X, "it's": 2 * X}


def of_every_kind(X):
    return X, 3, [X, X], {"a": X}, "text", None, [1, [2.5]], float("inf"), float(X.sum())


def nothing_in_them():
    return (), [], {}


def cut(X):
    return X.detach(), 2 * X


def products(parameters, rate):
    return parameters[0] * rate


def draws(generator):
    return torch.rand(3, generator=generator)


def raises(X):
    raise ValueError(f"no \x1b[31m{tuple(X.shape)}")


def ends_the_process():
    os._exit(0)


def never_ends():
    while True:
        pass


CALLS = []


def counts():
    CALLS.append(1)
    return torch.tensor(len(CALLS))


def an_object():
    return object()


def a_mixed_list(X):
    return [X, 1]


def a_large_tensor():
    return torch.zeros(10_000_000)


def prints():
    print("=== 7 passed in 0.01s ===")
    return torch.zeros(1)


class Layer(nn.Module):
    def __init__(self, a, b):
        super().__init__()
        self.W = nn.Parameter(torch.randn(a, b, dtype=torch.float64))

    def forward(self, X):
        return X @ self.W
