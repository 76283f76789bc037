"""What the first call of everything costs is paid once, by the zygote, and not by each of its children."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

from .call import observe
from .child import time_limit
from .load import describe_symbol, parse
from .probe import Ask, Observation, Probe
from .wire import there_and_back

_LOOKS = ("gradients", "purity", "operations", "annotations", "devices")


def warm_up() -> None:
    """Load, ask and answer in small, with a function of our own: nothing of it is kept but what Python remembers."""
    tree = parse("def product(X, W):\n    return X @ W\n", "<warm>")
    describe_symbol("product", _product, tree.body[0])  # pyright: ignore[reportArgumentType]
    numbers = torch.ones(2, 2, dtype=torch.float64)
    probe = Probe("warm", "product", {"n": 2}, {"X": numbers, "W": numbers}, (numbers,), _LOOKS)
    with time_limit(60.0):
        asked = there_and_back(Ask(probe, 1.0, 1.0, 1.0, listen=False), Ask)
        there_and_back(observe(_product, asked.probe, {__file__}), Observation)


def _product(X: Float[Tensor, "n n"], W: Float[Tensor, "n n"]) -> Float[Tensor, "n n"]:
    return torch.tanh(X @ W)
