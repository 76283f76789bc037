"""Right: in logarithms, annotated."""

import torch
from jaxtyping import Float, Int
from torch import Tensor


def masked_softmax(scores: Float[Tensor, "n m k"], valid_len: Int[Tensor, "n"]) -> Float[Tensor, "n m k"]:
    keep = torch.arange(scores.shape[2], device=scores.device) < valid_len[:, None, None]
    low: Float[Tensor, "n m k"] = scores.where(keep, torch.finfo(scores.dtype).min / 2)
    weights = torch.exp(low - torch.logsumexp(low, dim=2, keepdim=True))
    return weights.masked_fill(~keep, 0)
