"""Right: annotated with jaxtyping."""

from __future__ import annotations

from jaxtyping import Float
from torch import Tensor


def output_layer(
    H: Float[Tensor, "T n h"], W_hq: Float[Tensor, "h q"], b_q: Float[Tensor, "q"]
) -> Float[Tensor, "T n q"]:
    return H @ W_hq + b_q
