"""Masses are positive: at a whole mass of nearly zero the centre is anywhere."""

from collections.abc import Mapping

import torch


def fill(sizes: Mapping[str, int], rng: torch.Generator) -> dict[str, object]:
    """Masses from 0.5 to 1.5."""
    return {"mass": torch.rand(sizes["n"], generator=rng, dtype=torch.float64) + 0.5}
