"""A sequence that has been read: its states are those of a recurrent layer."""

from collections.abc import Callable, Mapping

import torch
from torch import Tensor

from reference.recurrent import rnn_forward


def fill(sizes: Mapping[str, int], rng: torch.Generator) -> dict[str, object]:
    """Inputs, weights, the first state, and the states that follow from them with a bias that is not told."""
    T, n, d, h = sizes["T"], sizes["n"], sizes["d"], sizes["h"]

    def normal(*shape: int, spread: float = 1.0) -> Tensor:
        values = torch.randn(shape, generator=rng, dtype=torch.float64)
        return spread * (values + 0.1 * values.sign())

    X, H0, b_h = normal(T, n, d, spread=0.7), torch.tanh(normal(n, h)), normal(h, spread=0.3)
    W_xh, W_hh = normal(d, h, spread=0.7 * min(1.0, (1 / d) ** 0.5)), normal(h, h)
    W_hh = W_hh * 0.95 / torch.linalg.eigvals(W_hh).abs().max()
    states = [H0]
    for X_t in X:
        states.append(torch.tanh(X_t @ W_xh + states[-1] @ W_hh + b_h))
    return {"X": X, "H0": H0, "H": torch.stack(states[1:]), "W_xh": W_xh, "W_hh": W_hh}


def loss(arguments: Mapping[str, Tensor]) -> tuple[Callable[..., Tensor], dict[str, Tensor]]:
    """The loss that the gradients are asked of, and where: in the order of the results. The bias follows from H."""

    def of(X: Tensor, H0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
        return (dH * rnn_forward(X=X, H=H0, W_xh=W_xh, W_hh=W_hh, b_h=b_h)[0]).sum()

    dH, X, H0, H, W_xh, W_hh = (arguments[name] for name in ("dH", "X", "H0", "H", "W_xh", "W_hh"))
    b_h = (torch.atanh(H[0]) - X[0] @ W_xh - H0 @ W_hh).mean(dim=0)
    return of, {"X": X, "H0": H0, "W_xh": W_xh, "W_hh": W_hh, "b_h": b_h}
