"""Calls in which sizes change, that end early, that yield, or that look at themselves."""

import sys

import torch
from jaxtyping import Float
from torch import Tensor


def shrinks(X: Float[Tensor, "n d"], W=None) -> Float[Tensor, "m d"]:
    return X if len(X) == 1 else shrinks(X[1:])


def row(x: Float[Tensor, "k"]):
    half: Float[Tensor, "j"] = x[: len(x) // 2]
    return half


def rows_and_columns(X: Float[Tensor, "n k"], W: Float[Tensor, "k j"]):
    for _ in range(3):
        bad: Float[Tensor, "k n"] = X
    return [row(X[0]), row(X[:, 0]), row(W[0])]


def goes_on(X: Float[Tensor, "n n"], W):
    seen = X.shape
    try:
        Y: Float[Tensor, "n n"] = X @ W
    except BaseException as error:
        return error
    return seen, Y


def raises(X: Float[Tensor, "n n"], W):
    Y: Float[Tensor, "n"] = X
    raise ValueError(sys._getframe().f_lineno)
    Z: Float[Tensor, "n"] = Y


def interrupts(X: Float[Tensor, "n n"], W):
    raise KeyboardInterrupt


def steps(X: Float[Tensor, "n n"]) -> Float[Tensor, "n n"]:
    for x in X:
        y: Float[Tensor, "n"] = x
        yield y


def uses_steps(X: Float[Tensor, "n d"], W) -> Float[Tensor, "n d"]:
    return torch.stack([*steps(X)])


async def later(X: Float[Tensor, "n n"]):
    return X


def awaits(X, W):
    try:
        later(X).send(None)
    except StopIteration as ended:
        return ended.value


def looks_at_itself(X: Float[Tensor, "n d"], W):
    return {name for name in (*globals(), *locals()) if "trysquare" in name}


class Unprintable(Tensor):
    @property
    def shape(self):
        raise ValueError("no shape for you")


def hides_its_shape(X, W):
    Y: Float[Tensor, "n d"] = X.as_subclass(Unprintable)
    return Y


def many(X, W):
    for n in range(3):
        a: Float[Tensor, "n n"] = X[:, : n + 1]
        b: list[Float[Tensor, "n n"]] = [X] * 40
        c: list[Float[Tensor, "n n"]] = [X] * 40
