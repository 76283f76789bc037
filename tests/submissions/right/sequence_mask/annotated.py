"""Right: annotated with jaxtyping, local variables too."""

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor


def sequence_mask(
    X: Float[Tensor, "n T"],
    valid_len: Int[Tensor, "n"],
    value: float = 0.0,
) -> Float[Tensor, "n T"]:
    is_padding: Bool[Tensor, "n T"] = torch.arange(X.shape[1], device=X.device) >= valid_len[:, None]
    return X.masked_fill(is_padding, value)
