"""The references of the pack."""

import torch
from jaxtyping import Float
from torch import Tensor


def centroid(P: Float[Tensor, "n d"], mass: Float[Tensor, "n"]) -> Float[Tensor, "d"]:
    """The centre of mass of n points: `sum_i mass_i P_i / sum_i mass_i`."""
    weighted = mass[:, None] * P
    return weighted.sum(0) / mass.sum()


def pairwise_distances(P: Float[Tensor, "n d"], Q: Float[Tensor, "m d"]) -> Float[Tensor, "n m"]:
    """The distance of every point of P from every point of Q: `‖P_i − Q_j‖`."""
    differences = P[:, None] - Q[None]
    return torch.linalg.vector_norm(differences, dim=2)
