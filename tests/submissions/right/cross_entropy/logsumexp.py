"""Right: the logarithm of the sum of exponentials, minus the logit of the target."""

import torch
from jaxtyping import Float, Int
from torch import Tensor


def cross_entropy(logits: Float[Tensor, "n v"], targets: Int[Tensor, "n"]) -> Float[Tensor, ""]:
    chosen: Float[Tensor, "n"] = logits[torch.arange(len(targets), device=logits.device), targets]
    losses: Float[Tensor, "n"] = torch.logsumexp(logits, dim=1) - chosen
    return losses.mean()
