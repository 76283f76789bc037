"""Targets of the vocabulary; and in larger minibatches two tokens with extreme logits."""

from collections.abc import Mapping

import torch

_EXTREME = 1e4
_ROUNDED_TO_ZERO = 760.0
_ENOUGH = 12


def fill(sizes: Mapping[str, int], rng: torch.Generator) -> dict[str, object]:
    """Targets for the sizes T, n and v. From 12 tokens on the logits are given, too.

    One token is certain to be right, where exponentials overflow. Another one has a probability that a double rounds
    to 0; one among at least 12 raises the mean by 64 at most, and its exponential is still a number in float32.
    """
    T, n, v = sizes["T"], sizes["n"], sizes["v"]
    targets = torch.randint(v, (T, n), generator=rng)
    if T * n < _ENOUGH:
        return {"targets": targets}
    logits = 2 * torch.randn(T, n, v, generator=rng, dtype=torch.float64)
    logits[0, 0] = -_EXTREME
    logits[0, 0, targets[0, 0]] = _EXTREME
    logits[-1, -1] = -_ROUNDED_TO_ZERO
    logits[-1, -1, (targets[-1, -1] + 1) % v] = 0.0
    return {"logits": logits, "targets": targets}
