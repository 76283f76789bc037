"""Targets of the vocabulary; and in larger minibatches two rows of extreme logits."""

from collections.abc import Mapping

import torch

_EXTREME = 1e4


def fill(sizes: Mapping[str, int], rng: torch.Generator) -> dict[str, object]:
    """Targets for the sizes n and v. From four rows on the logits are given, too.

    One row is certain of its target, where exponentials overflow, and one is certain of another token, where
    the probability of the target is rounded to 0. Each has a single largest logit, far above the others, so that no
    right way of computing loses digits.
    """
    n, v = sizes["n"], sizes["v"]
    targets = torch.randint(v, (n,), generator=rng)
    if n < 4:
        return {"targets": targets}
    logits = 2 * torch.randn(n, v, generator=rng, dtype=torch.float64)
    logits[1:3] = -_EXTREME
    logits[1, targets[1]] = _EXTREME
    logits[2, (targets[2] + 1) % v] = _EXTREME
    return {"logits": logits, "targets": targets}
