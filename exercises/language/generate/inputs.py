"""Models that write something, and whose choices are never close to a tie."""

from collections.abc import Mapping

import torch
from torch import Tensor

_TRIES = 40
_MARGIN = 0.05


def fill(sizes: Mapping[str, int], rng: torch.Generator) -> dict[str, object]:
    """A prefix and weights for the sizes k, v and h, and how many tokens to add.

    Among some tries the first whose largest logit always leads by a margin, so that float32 and float64 agree, and
    whose new tokens are various; where no try is, the most various one of those with a margin.
    """
    k, v, h = sizes["k"], sizes["v"], sizes["h"]
    num_tokens = int(torch.randint(4, 9, (1,), generator=rng))
    best: tuple[tuple[bool, float], dict[str, Tensor]] | None = None
    for _ in range(_TRIES):
        prefix = torch.randint(v, (k,), generator=rng)
        weights = _weights(v, h, rng)
        written, lead = _written(prefix, num_tokens, weights)
        score = lead >= _MARGIN, min(1.0, len(set(written)) / min(4, v))
        if best is None or score > best[0]:
            best = score, {"prefix": prefix, **weights}
        if score == (True, 1.0):
            break
    assert best is not None
    return {"num_tokens": num_tokens, **best[1]}


def _weights(v: int, h: int, rng: torch.Generator) -> dict[str, Tensor]:
    """Large enough for the state to remember and for the logits to differ."""
    shapes = {"W_xh": (v, h), "W_hh": (h, h), "b_h": (h,), "W_hq": (h, v), "b_q": (v,)}
    scales = {"W_xh": 1.0, "W_hh": 1.6 / h**0.5, "b_h": 0.3, "W_hq": 1.5, "b_q": 0.7}
    return {
        name: scales[name] * torch.randn(shape, generator=rng, dtype=torch.float64) for name, shape in shapes.items()
    }


def _written(prefix: Tensor, num_tokens: int, weights: Mapping[str, Tensor]) -> tuple[list[int], float]:
    """The new tokens, and by how much the largest logit leads at least."""
    state = torch.zeros(len(weights["b_h"]), dtype=torch.float64)
    waiting = [int(token) for token in prefix]
    written: list[int] = []
    lead = float("inf")
    for _ in range(num_tokens):
        for token in waiting:
            state = torch.tanh(weights["W_xh"][token] + state @ weights["W_hh"] + weights["b_h"])
        logits = state @ weights["W_hq"] + weights["b_q"]
        token = int(logits.argmax())
        others = torch.cat((logits[:token], logits[token + 1 :]))
        if len(others):
            lead = min(lead, float(logits[token] - others.max()))
        written.append(token)
        waiting = [token]
    return written, lead
