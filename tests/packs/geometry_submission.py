"""A student's file for the pack: one right, one wrong."""

import torch


def centroid(P, mass):
    return torch.einsum("n,nd->d", mass, P) / mass.sum()


def pairwise_distances(P, Q):
    return (P[:, None] - Q[None]).square().sum(-1)
