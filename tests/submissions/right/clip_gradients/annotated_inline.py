"""Right: annotated with jaxtyping, local variables too."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor


def clip_gradients(gradients: list[Float[Tensor, "..."]], theta: float) -> list[Float[Tensor, "..."]]:
    norm: Float[Tensor, ""] = torch.stack([g.square().sum() for g in gradients]).sum().sqrt()
    return [torch.where(norm <= theta, g, g * theta / norm) for g in gradients]
