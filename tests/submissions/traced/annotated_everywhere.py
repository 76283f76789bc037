"""An annotation that does not hold in every place that a file has for one."""

import functools

import torch
from jaxtyping import Float, jaxtyped
from torch import Tensor, nn


class Cell:
    def __init__(self, W: Float[Tensor, "init init"]):
        self.W = W

    def method(self, x: Float[Tensor, "method method"]):
        return x

    @staticmethod
    def static(x: Float[Tensor, "static static"]):
        return x

    @classmethod
    def of_class(cls, x: Float[Tensor, "cls cls"]):
        return x

    @property
    def attribute(self) -> Float[Tensor, "property property"]:
        return self.W

    @functools.cached_property
    def cached(self) -> Float[Tensor, "cached cached"]:
        return self.W

    def __call__(self, x: Float[Tensor, "call call"]):
        return x


class Layer(nn.Module):
    def __init__(self, W: Float[Tensor, "module module"]):
        super().__init__()
        self.W = W

    def forward(self, x: Float[Tensor, "forward forward"]):
        return x @ self.W


def undocumented(function):
    def inner(*args, **kwargs):
        return function(*args, **kwargs)

    return inner


def helper(x: Float[Tensor, "helper helper"]):
    return x


@undocumented
@functools.lru_cache
def decorated(x: Float[Tensor, "decorated decorated"]):
    return x


@torch.no_grad()
def without_gradients(x: Float[Tensor, "no_grad no_grad"]):
    return x


@jaxtyped(typechecker=None)
def jaxtyped_itself(x: Float[Tensor, "jaxtyped jaxtyped"]):
    return x


def made_by(rows):
    Square = Float[Tensor, f"{rows} {rows}"]

    def made(x: Square):
        y: Square = x
        return y

    return made


made = made_by("made")


def everywhere(X, W):
    def nested(x: Float[Tensor, "nested nested"]):
        class Inner:
            def method(self, x: Float[Tensor, "inner inner"]):
                return x

        return Inner().method(x)

    cell = Cell(W)
    for function in (cell.method, Cell.static, Cell.of_class, cell, helper, decorated, without_gradients, made):
        function(X)
    jaxtyped_itself(X)
    cell.attribute, cell.cached
    Layer(W)(X)
    return nested(X)


partial = functools.partial(helper)
wrapped = undocumented(helper)
remembered = functools.lru_cache(helper)
static = staticmethod(helper)
method = Cell(torch.zeros(2, 2)).method
called = Cell(torch.zeros(2, 2))
