"""Right: in bits, and 2 to the power of them."""

import math

import torch
from jaxtyping import Float, Int
from torch import Tensor


def perplexity(logits: Float[Tensor, "T n v"], targets: Int[Tensor, "T n"]) -> Float[Tensor, ""]:
    T, n, v = logits.shape
    nats = torch.nn.functional.cross_entropy(logits.view(T * n, v), targets.view(T * n))
    bits = nats / math.log(2)
    return 2**bits
