"""Right: annotated with jaxtyping, local variables too."""

import torch
from jaxtyping import Float
from torch import Tensor


def bidirectional_rnn(
    X: Float[Tensor, "T n d"],
    H_f: Float[Tensor, "n h"],
    H_b: Float[Tensor, "n h"],
    W_xf: Float[Tensor, "d h"],
    W_hf: Float[Tensor, "h h"],
    b_f: Float[Tensor, "h"],
    W_xb: Float[Tensor, "d h"],
    W_hb: Float[Tensor, "h h"],
    b_b: Float[Tensor, "h"],
) -> Float[Tensor, "T n 2*h"]:
    def run(order, H, W_x, W_h, b):
        found = {}
        for t in order:
            H = torch.tanh(X[t] @ W_x + H @ W_h + b)
            found[t] = H
        return torch.stack([found[t] for t in range(len(X))])

    steps = range(len(X))
    forward: Float[Tensor, "T n h"] = run(steps, H_f, W_xf, W_hf, b_f)
    backward: Float[Tensor, "T n h"] = run(steps[::-1], H_b, W_xb, W_hb, b_b)
    return torch.concat((forward, backward), dim=2)
