"""Right: hypotheses as objects."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter

from torch import Tensor


@dataclass
class Hypothesis:
    total: float = 0.0
    tokens: list[int] = field(default_factory=list)

    def extended(self, token: int, log_p: float) -> Hypothesis:
        return Hypothesis(self.total + log_p, [*self.tokens, token])

    def score(self, alpha: float) -> float:
        return self.total / len(self.tokens) ** alpha


def beam_search(log_probs: Tensor, bos: int, eos: int, beam_size: int, max_len: int, alpha: float) -> list[int]:
    finished: list[Hypothesis] = []
    still_open = [Hypothesis()]
    while still_open and len(still_open[0].tokens) < max_len:
        longer = []
        for hypothesis in still_open:
            last = hypothesis.tokens[-1] if hypothesis.tokens else bos
            longer += [hypothesis.extended(token, float(p)) for token, p in enumerate(log_probs[last])]
        kept = sorted(longer, key=attrgetter("total"))[-beam_size:]
        finished += [h for h in kept if h.tokens[-1] == eos]
        still_open = [h for h in kept if h.tokens[-1] != eos]
    return max(finished + still_open, key=lambda h: h.score(alpha)).tokens
