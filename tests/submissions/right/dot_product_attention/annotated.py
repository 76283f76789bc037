"""Right: annotated with jaxtyping, local variables too."""

import torch
from jaxtyping import Float, Int
from torch import Tensor


def dot_product_attention(
    Q: Float[Tensor, "n m d"],
    K: Float[Tensor, "n k d"],
    V: Float[Tensor, "n k v"],
    valid_len: Int[Tensor, "n"],
) -> Float[Tensor, "n m v"]:
    scores: Float[Tensor, "n m k"] = Q @ K.permute(0, 2, 1) / Q.shape[-1] ** 0.5
    keep = torch.arange(K.shape[1], device=K.device) < valid_len[:, None, None]
    A: Float[Tensor, "n m k"] = scores.masked_fill(~keep, -1e9).softmax(dim=2).masked_fill(~keep, 0)
    return A @ V
