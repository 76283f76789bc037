"""Right: annotated by aliases."""

from jaxtyping import Float
from torch import Tensor

States = Float[Tensor, "T n h"]
Logits = Float[Tensor, "T n q"]


def output_layer(H: States, W_hq: Float[Tensor, "h q"], b_q: Float[Tensor, "q"]) -> Logits:
    logits: Logits = H @ W_hq + b_q
    return logits
