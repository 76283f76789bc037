"""A step that has taken place: its state is what tanh has made of its inputs."""

from collections.abc import Callable, Mapping

import torch
from torch import Tensor

from reference.recurrent import rnn_cell


def fill(sizes: Mapping[str, int], rng: torch.Generator) -> dict[str, object]:
    """Inputs, weights, the previous state, and the state that follows from them with a bias that is not told."""
    n, d, h = sizes["n"], sizes["d"], sizes["h"]

    def normal(*shape: int, spread: float = 1.0) -> Tensor:
        values = torch.randn(shape, generator=rng, dtype=torch.float64)
        return spread * (values + 0.1 * values.sign())

    X, H_prev, b_h = normal(n, d), torch.tanh(normal(n, h)), normal(h, spread=0.6)
    W_xh, W_hh = (normal(size, h, spread=0.7 * min(1.0, (2 / size) ** 0.5)) for size in (d, h))
    return {
        "X": X,
        "H_prev": H_prev,
        "H": torch.tanh(X @ W_xh + H_prev @ W_hh + b_h),
        "W_xh": W_xh,
        "W_hh": W_hh,
    }


def loss(arguments: Mapping[str, Tensor]) -> tuple[Callable[..., Tensor], dict[str, Tensor]]:
    """The loss that the gradients are asked of, and where: in the order of the results. The bias follows from H."""

    def of(X: Tensor, H_prev: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
        return (dH * rnn_cell(X=X, H=H_prev, W_xh=W_xh, W_hh=W_hh, b_h=b_h)).sum()

    dH, X, H_prev, H, W_xh, W_hh = (arguments[name] for name in ("dH", "X", "H_prev", "H", "W_xh", "W_hh"))
    b_h = (torch.atanh(H) - X @ W_xh - H_prev @ W_hh).mean(dim=0)
    return of, {"X": X, "H_prev": H_prev, "W_xh": W_xh, "W_hh": W_hh, "b_h": b_h}
