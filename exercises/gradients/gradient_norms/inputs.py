"""States within the range of tanh, and weights with which their gradients neither vanish nor explode at once."""

from collections.abc import Mapping

import torch


def fill(sizes: Mapping[str, int], rng: torch.Generator) -> dict[str, object]:
    """States as tanh leaves them, and weights with a spectral radius of 1.1."""
    states = torch.tanh(0.6 * torch.randn(sizes["T"], sizes["h"], generator=rng, dtype=torch.float64))
    W_hh = torch.randn(sizes["h"], sizes["h"], generator=rng, dtype=torch.float64)
    W_hh = W_hh + 0.1 * W_hh.sign()
    return {"H": states, "W_hh": W_hh * 1.1 / torch.linalg.eigvals(W_hh).abs().max()}
