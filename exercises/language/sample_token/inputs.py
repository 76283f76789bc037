"""Logits at high, low and no temperature; and how often each token must be drawn."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import torch
from torch import Tensor

_DRAWS, _FEW_DRAWS = 300, 10

_TOO_UNLIKELY = 30.0
_FINEST = 1e-7
_FAR = 3.5


def cases(rng: torch.Generator) -> Iterator[tuple[str, dict[str, object]]]:
    """Temperatures of every kind; then logits that leave no choice, and extreme ones."""

    def case(logits: Tensor, temperature: float) -> dict[str, object]:
        seed = int(torch.randint(1 << 30, (1,), generator=rng))
        return {"logits": logits, "temperature": temperature, "generator": torch.Generator().manual_seed(seed)}

    def spread(v: int, width: float) -> Tensor:
        places = torch.linspace(-width, width, v, dtype=torch.float64)[torch.randperm(v, generator=rng)]
        return places + 0.1 * torch.randn(v, generator=rng, dtype=torch.float64)

    certain = torch.full((20,), -1e4, dtype=torch.float64)
    certain[torch.randint(20, (1,), generator=rng)] = 1e4
    yield "the temperature is 3", case(spread(6, 4.5), 3.0)
    yield "the temperature is 0.5 and there are three tokens", case(torch.tensor([0.0, -1.0, 2.0]).double(), 0.5)
    yield "the temperature is 1", case(spread(6, 1.5), 1.0)
    yield "the temperature is 0.25", case(spread(7, 1.5), 0.25)
    yield "the temperature is 100", case(spread(5, 3.0), 100.0)
    yield "the temperature is 0.01", case(spread(5, 3.0), 0.01)
    yield "the temperature is 0", case(spread(8, 1.0), 0.0)
    yield "the temperature is 0 and all logits are negative", case(spread(4, 1.0) - 20.0, 0.0)
    yield "there is one token", case(torch.tensor([-2.5]).double(), 2.0)
    yield "all logits are equal", case(torch.full((4,), 7.0, dtype=torch.float64), 0.7)
    yield "logits are as large as 10000", case(certain, 1.0)
    yield "logits are float32", case(spread(6, 1.5).float(), 0.4)


def draws(arguments: Mapping[str, object]) -> int:
    """How often to draw again after the first call: seldom where there is no choice."""
    logits, temperature = cast(Tensor, arguments["logits"]).double(), float(cast(float, arguments["temperature"]))
    certain = temperature == 0 or max(_probabilities(logits, temperature)) > 1 - 1e-6
    return _FEW_DRAWS if certain else _DRAWS


def complaint(arguments: Mapping[str, object], draws: Sequence[object]) -> str | None:
    """How the draws differ from the probabilities that they should have, and what they look like instead.

    A right solution is accused with a probability below 1e-9, over all cases. A token of probability p must not have a
    share f of the N draws (301, or 11 where there is no choice) with N KL(f, p) > 30, which by Chernoff's bound has a
    probability below exp(-30) < 1e-13 for each side of p: there are fewer than 100 tokens in all. p counts as 1e-7 at
    least, which is how finely random numbers of float32 tell. At temperature 0 nothing is random.
    """
    logits, temperature = cast(Tensor, arguments["logits"]).double(), float(cast(float, arguments["temperature"]))
    tokens = [draw for draw in draws if isinstance(draw, int) and 0 <= draw < len(logits)]
    if len(tokens) < len(draws):
        return "Every draw should be a whole number from 0 to v - 1."
    shares = [count / len(tokens) for count in torch.bincount(torch.tensor(tokens), minlength=len(logits)).tolist()]
    if temperature == 0:
        always = "The token should be the one with the largest logit, every time."
        return None if shares[int(logits.argmax())] == 1.0 else always
    if _fits(shares, _probabilities(logits, temperature), len(tokens)):
        return None
    return _likeness(shares, logits, temperature, len(tokens))


def _likeness(shares: Sequence[float], logits: Tensor, temperature: float, n: int) -> str:
    """What wrong draws look like: what they are closest to, if they may have come about like that."""
    candidates = {
        "The tokens look as if all were equally likely, whatever their logits are.": [1 / len(shares)] * len(shares)
    }
    for other in (1.0, 1 / temperature):
        if 1 / _FAR <= other <= _FAR:
            candidates[f"The tokens look as if they were drawn at temperature {other:.3g}."] = _probabilities(
                logits, other
            )
    fitting = [sentence for sentence, probabilities in candidates.items() if _fits(shares, probabilities, n)]
    if fitting:
        return min(fitting, key=lambda sentence: _divergence(shares, candidates[sentence]))
    if max(shares) == 1.0:
        which = "largest logit" if shares[int(logits.argmax())] == 1.0 else "same number"
        return f"Every generator gives the same token, the one with the {which}."
    mean = _mean(shares, logits)
    if mean > _mean(_probabilities(logits, temperature), logits):
        return "Likely tokens come too often, and unlikely ones too seldom."
    return "Likely tokens come too seldom, and unlikely ones too often."


def _mean(shares: Sequence[float], logits: Tensor) -> float:
    return sum(share * logit for share, logit in zip(shares, logits.tolist(), strict=True))


def _probabilities(logits: Tensor, temperature: float) -> list[float]:
    return torch.softmax((logits - logits.max()) / temperature, dim=0).tolist()


def _fits(shares: Sequence[float], probabilities: Sequence[float], n: int) -> bool:
    """Whether shares of n draws may have come about by chance."""
    return all(_may_be(share, p, n) for share, p in zip(shares, probabilities, strict=True))


def _may_be(f: float, p: float, n: int) -> bool:
    p = min(max(p, _FINEST), 1 - _FINEST)
    return n * _divergence((f, 1 - f), (p, 1 - p)) <= _TOO_UNLIKELY


def _divergence(shares: Sequence[float], probabilities: Sequence[float]) -> float:
    """The Kullback-Leibler divergence."""
    return sum(f * math.log(f / max(p, _FINEST)) for f, p in zip(shares, probabilities, strict=True) if f > 0)
