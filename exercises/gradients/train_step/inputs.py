"""Tokens, parameters and the two numbers of a training step."""

from collections.abc import Mapping

import torch
from torch import Tensor


def fill(sizes: Mapping[str, int], rng: torch.Generator) -> dict[str, object]:
    """A vocabulary as large as the state in one case of four; parameters that require a gradient in one of two; a norm
    that clips in two of three.

    The gradient has a norm of about 1, and no step comes near to making a parameter zero: so a constant of 1e-6 in the
    denominator of the clipping is within tolerance.
    """
    T, n, h = sizes["T"], sizes["n"], sizes["h"]
    v = h if h > 1 and _one_in(4, rng) else int(torch.randint(5, 14, (), generator=rng))

    def normal(*shape: int, spread: float) -> Tensor:
        values = torch.randn(shape, generator=rng, dtype=torch.float64)
        return spread * (values + 0.5 * values.sign())

    W_hh = normal(h, h, spread=1.0)
    params = {
        "W_xh": normal(v, h, spread=0.6),
        "W_hh": W_hh * 0.95 / torch.linalg.eigvals(W_hh).abs().max(),
        "b_h": normal(h, spread=0.4),
        "W_hq": normal(h, v, spread=2.0 / h**0.5),
        "b_q": normal(v, spread=0.8),
    }
    if _one_in(2, rng):
        params = {name: value.requires_grad_() for name, value in params.items()}
    return {
        "inputs": torch.randint(v, (T, n), generator=rng),
        "targets": torch.randint(v, (T, n), generator=rng),
        "params": params,
        "lr": 0.1 + 0.1 * int(torch.randint(5, (), generator=rng)),
        "theta": 100.0 if _one_in(3, rng) else 0.1 + 0.05 * int(torch.randint(5, (), generator=rng)),
    }


def _one_in(number: int, rng: torch.Generator) -> bool:
    return int(torch.randint(number, (), generator=rng)) == 0
