"""Annotations that Python does not evaluate, some of which nobody can."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from jaxtyping import Float, Int
from torch import Tensor

if TYPE_CHECKING:
    from jaxtyping import Float32
    from numpy import ndarray

Matrix = Float[Tensor, "rows columns"]


def right(X: Float[Tensor, "n d"], W: Float[Tensor, "d h"]) -> Float[Tensor, "n h"]:
    Y: Float[Tensor, "n h"] = X @ W
    return Y


def wrong(X: Float[Tensor, "n d"], W: Float[Tensor, "h d"]) -> tuple[Float[Tensor, "n d"], Matrix]:
    Y: Int[Tensor, "n h"] = X @ W
    return X[:, :1], Y


def unknown(X: Float32[Tensor, "n d"], W: Float[ndarray, "d h"]) -> Matrix:
    Y: Float[Missing, "n h"] = X @ W  # noqa: F821
    Z: Missing = Y  # noqa: F821
    return Z


def wrong_and_unknown(X: Float[ndarray, "n d"], W: Float[Tensor, "h d h"]) -> Float[Tensor, "n d"]:
    return torch.tanh(X @ W)
