"""Right: the targets as one-hot rows, with annotations."""

import torch
import torch.nn.functional as F
from jaxtyping import Float, Int
from torch import Tensor


def masked_cross_entropy(
    logits: Float[Tensor, "n T v"], targets: Int[Tensor, "n T"], valid_len: Int[Tensor, "n"]
) -> Float[Tensor, ""]:
    Y: Float[Tensor, "n T v"] = F.one_hot(targets, logits.shape[2]).to(logits.dtype)
    counts = torch.arange(logits.shape[1], device=logits.device) < valid_len[:, None]
    Y = Y * counts[:, :, None]
    return -(Y * torch.log_softmax(logits, dim=2)).sum() / torch.maximum(Y.sum(), torch.ones_like(Y.sum()))
