"""Right: a cell and a decoder, with annotations."""

import torch
from jaxtyping import Float
from torch import Tensor


class Cell:
    def __init__(self, W_yh, W_ch, W_hh, b_h):
        self.W_yh, self.W_ch, self.W_hh, self.b_h = W_yh, W_ch, W_hh, b_h

    def __call__(self, Y: Float[Tensor, "n d"], c: Float[Tensor, "n h"], H: Float[Tensor, "n h"]) -> Float[Tensor, "n h"]:
        return (Y @ self.W_yh + c @ self.W_ch + H @ self.W_hh + self.b_h).tanh()


def decoder_forward(
    Y: Float[Tensor, "T n d"],
    context: Float[Tensor, "n h"],
    W_yh: Float[Tensor, "d h"],
    W_ch: Float[Tensor, "h h"],
    W_hh: Float[Tensor, "h h"],
    b_h: Float[Tensor, "h"],
    W_hq: Float[Tensor, "h q"],
    b_q: Float[Tensor, "q"],
) -> Float[Tensor, "T n q"]:
    cell = Cell(W_yh, W_ch, W_hh, b_h)
    state, states = context, []
    for t in range(Y.shape[0]):
        state = cell(Y[t], context, state)
        states.append(state)
    return torch.stack(states, dim=0) @ W_hq + b_q
