import torch

from grader.exercise import mistake


@mistake(stage="value")
def squared(P, Q):
    """These are squared distances: what is still to be done with them?"""
    return (P[:, None] - Q[None]).square().sum(2)


@mistake(stage="value")
def city_blocks(P, Q):
    """The absolute differences are added up: that is the way through a city. How long is the straight way?"""
    return (P[:, None] - Q[None]).abs().sum(2)


@mistake(stage="value")
def inner_products(P, Q):
    """These are inner products. Two equal points are at a distance of 0: is that so here?"""
    return P @ Q.T


@mistake(stage="shape")
def the_other_way_round(P, Q):
    """Rows and columns are exchanged: row i should belong to point i of P."""
    return torch.linalg.vector_norm(Q[:, None] - P[None], dim=2)


@mistake(stage="shape")
def difference_vectors(P, Q):
    """These are the vectors from point to point, not their lengths."""
    return P[:, None] - Q[None]
