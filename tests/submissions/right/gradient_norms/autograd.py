"""Right: lets autograd differentiate; the rest of each sum follows from the states."""

import torch
from torch.autograd.functional import jacobian


def gradient_norms(H, W_hh):
    rests = torch.atanh(H[1:]) - H[:-1] @ W_hh

    def last(h, t):
        for rest in rests[t:]:
            h = torch.tanh(h @ W_hh + rest)
        return h

    norms = []
    for t in range(len(H)):
        norms.append(torch.linalg.matrix_norm(jacobian(lambda h: last(h, t), H[t]), ord=2))
    return torch.stack(norms)
