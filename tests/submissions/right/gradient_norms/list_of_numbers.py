"""Right, with a note: a list with the norm of each step."""

import torch


def gradient_norms(H, W_hh):
    J = torch.eye(W_hh.shape[0]).type_as(W_hh)
    norms = [torch.linalg.matrix_norm(J, ord=2)]
    for h in H.flip(0)[:-1]:
        J = W_hh @ torch.diag(1 - h**2) @ J
        norms = [torch.linalg.matrix_norm(J, ord=2), *norms]
    return norms
