"""Right: annotated with jaxtyping, tanh by way of the sigmoid."""

import torch
from jaxtyping import Float, Int
from torch import Tensor


def additive_attention(
    Q: Float[Tensor, "n m q"],
    K: Float[Tensor, "n k p"],
    V: Float[Tensor, "n k v"],
    W_q: Float[Tensor, "q h"],
    W_k: Float[Tensor, "p h"],
    w_v: Float[Tensor, "h"],
    valid_len: Int[Tensor, "n"],
) -> Float[Tensor, "n m v"]:
    sums: Float[Tensor, "n m k h"] = (Q @ W_q)[:, :, None] + (K @ W_k)[:, None]
    scores: Float[Tensor, "n m k"] = (2 * torch.sigmoid(2 * sums) - 1) @ w_v
    keep = torch.arange(K.shape[1], device=K.device) < valid_len[:, None, None]
    return (scores.masked_fill(~keep, -1e9).softmax(dim=2) * keep) @ V
