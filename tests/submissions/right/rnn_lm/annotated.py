"""Right: annotated with jaxtyping, with a cell of its own and an `init_state`."""

from __future__ import annotations

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn


class RNNLM(nn.Module):
    def __init__(self, vocab_size: int, num_hiddens: int) -> None:
        super().__init__()
        self.W_xh = nn.Parameter(nn.init.xavier_normal_(torch.empty(vocab_size, num_hiddens)))
        self.W_hh = nn.Parameter(nn.init.orthogonal_(torch.empty(num_hiddens, num_hiddens)))
        self.b_h = nn.Parameter(torch.zeros(num_hiddens))
        self.W_hq = nn.Parameter(nn.init.xavier_normal_(torch.empty(num_hiddens, vocab_size)))
        self.b_q = nn.Parameter(torch.zeros(vocab_size))

    def init_state(self, n: int) -> Float[Tensor, "n h"]:
        return torch.zeros(n, self.b_h.shape[0], device=self.b_h.device, dtype=self.b_h.dtype)

    def step(self, x: Int[Tensor, "n"], H: Float[Tensor, "n h"]) -> Float[Tensor, "n h"]:
        return torch.tanh(nn.functional.embedding(x, self.W_xh) + H @ self.W_hh + self.b_h)

    def forward(
        self, tokens: Int[Tensor, "n T"], H: Float[Tensor, "n h"] | None = None
    ) -> tuple[Float[Tensor, "T n v"], Float[Tensor, "n h"]]:
        state = self.init_state(tokens.shape[0]) if H is None else H
        logits = []
        for x in tokens.unbind(dim=1):
            state = self.step(x, state)
            logits.append(torch.addmm(self.b_q, state, self.W_hq))
        return torch.stack(logits, dim=0), state
