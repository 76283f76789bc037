"""Annotations in every spelling, evaluated when the functions are defined; most of them do not hold."""

from typing import Annotated, Optional

from jaxtyping import Float, Int, Shaped
from torch import Tensor

Matrix = Float[Tensor, "a b"]


def right(X: Float[Tensor, "n d"], W: Float[Tensor, "d h"]) -> Float[Tensor, "n h"]:
    Y: Float[Tensor, "n h"] = X @ W
    return Y


def wrong(X: Float[Tensor, "n d"], W: Float[Tensor, "d d"]) -> Float[Tensor, "h n"]:
    Y: Float[Tensor, "n d"] = X @ W
    return Y


def inline(X: Float[Tensor, "n n"], W):
    return X


def alias(X: Matrix, W: Matrix):
    return X


def quoted(X: 'Float[Tensor, "n n"]', W: "Tensor") -> "Tensor":
    return X


def quoted_alias(X: "Matrix", W: " Matrix "):
    return X


def or_none(X: Float[Tensor, "n n"] | None, W, b: Float[Tensor, "n"] | None = None):
    return X


def optional(X: Optional[Float[Tensor, "n n"]], W):
    return X


def either(X: Float[Tensor, "n"] | Float[Tensor, "n n n"], W):
    return X


def with_more(X: Annotated[Float[Tensor, "n n"], "more"], W):
    return X


def keyword_only(*, X: Float[Tensor, "n n"], W):
    return X


def positional(W, X: Float[Tensor, "n n"], /, *rest: Float[Tensor, "n n"], **named: Float[Tensor, "n n"]):
    return X


def passes_on(X, W):
    return positional(W, X, X, X=X)


def documented(X: Float[Tensor, "n n"], W):
    """A docstring, and nothing else."""


def shaped(X: Shaped[Tensor, "n n"], W):
    return X


def local_alias(X, W):
    Square = Float[Tensor, "n n"]

    def inner(x: Square):
        return x

    return inner(X)


def pair(X, W) -> tuple[Float[Tensor, "n d"], tuple[Float[Tensor, "d"], Float[Tensor, "n"]]]:
    rows: list[Float[Tensor, "k"]] = [X[0], X[:, 0], X[1]]
    return X, (rows[0], rows[2])


def no_tensors(X: Float[Tensor, "n d"], W) -> tuple[Matrix, Matrix]:
    nothing: Float[Tensor, "n d"] = None
    numbers: Float[Tensor, "n"] = [1, 2]
    single: tuple[Matrix, Matrix] = (X,)
    return X


def other_dtypes(X: Int[Tensor, "n d"], W) -> Float[Tensor, ""]:
    Y: Float[Tensor, "n d"] = X > 0
    return Y.sum()


def every_axis(X: Float[Tensor, "n d"], W: Float[Tensor, "d d+1"]) -> Float[Tensor, "n 2*n"]:
    a: Float[Tensor, "... d"] = X
    b: Float[Tensor, "*batch d"] = X
    c: Float[Tensor, "_ 3"] = X
    d: Float[Tensor, "rows=2 d"] = X
    e: Float[Tensor, "#n #d"] = X[:1, :1]
    f: Float[Tensor, ""] = X.sum()
    return (a + b + c + d + e + f) @ W


def no_axis(X: Float[Tensor, "n d"], W: Float[Tensor, "d d+2"]) -> Float[Tensor, "n 3*n"]:
    a: Float[Tensor, "... n"] = X
    c: Float[Tensor, "_ 4"] = X
    return (a + c) @ W


def no_arrays(X: int, W: "list[str]") -> None:
    n: str = 3
    X: Tensor
    return n
