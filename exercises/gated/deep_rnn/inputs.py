"""Weights and biases for each layer, the bottom layer first."""

from collections.abc import Mapping

import torch
from torch import Tensor


def fill(sizes: Mapping[str, int], rng: torch.Generator) -> dict[str, object]:
    """The bottom layer reads d inputs, every other one h; recurrent weights have a spectral radius of 0.95."""
    layers, d, h = sizes["l"], sizes["d"], sizes["h"]

    def normal(*shape: int, spread: float = 1.0) -> Tensor:
        values = torch.randn(shape, generator=rng, dtype=torch.float64)
        return spread * (values + 0.1 * values.sign())

    def recurrent() -> Tensor:
        weight = normal(h, h)
        return weight * 0.95 / torch.linalg.eigvals(weight).abs().max()

    widths = [d, *[h] * (layers - 1)]
    return {
        "W_xh": [normal(width, h, spread=0.7 * min(1.0, (4 / width) ** 0.5)) for width in widths],
        "W_hh": [recurrent() for _ in range(layers)],
        "b_h": [normal(h, spread=0.6) for _ in range(layers)],
    }
