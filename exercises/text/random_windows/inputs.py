"""Texts whose tokens are all different, so that a window tells where it comes from; and what random windows must be.

In every case the number of minibatches is the same for all offsets from 0 to T - 1.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import cast

import torch
from torch import Tensor

_DRAWS, _FEW_DRAWS = 150, 10
_ALL_TOGETHER = (11, 16, 64, 84)
"""The lengths of the texts whose draws are also looked at all together: it takes many of them."""

_TOO_UNLIKELY = 30.0
_MOST_OFFSETS = 6


def cases(rng: torch.Generator) -> Iterator[tuple[str, dict[str, object]]]:
    """An ordinary text first, then every way in which windows can fit or not fit.

    With `batch_size` 1 an offset of T would cost a minibatch; elsewhere it would not, and the shape would be right.
    """

    def case(k: int, batch_size: int, num_steps: int) -> dict[str, object]:
        tokens, seed = torch.randperm(k, generator=rng), int(torch.randint(1 << 30, (1,), generator=rng))
        generator = torch.Generator().manual_seed(seed)
        return {"tokens": tokens, "batch_size": batch_size, "num_steps": num_steps, "generator": generator}

    yield "one window is left over", case(84, 3, 6)
    yield "the text is short", {**case(11, 2, 2), "tokens": torch.arange(11)}
    yield "batch_size is 1", case(64, 1, 16)
    yield "num_steps is 1", case(11, 3, 1)
    yield "batch_size equals num_steps", case(41, 4, 4)
    yield "windows are left over", case(45, 4, 3)
    yield "the offset decides how many windows there are", case(34, 3, 4)
    yield "there is one minibatch", case(16, 2, 4)
    yield "too few windows are there for a minibatch", case(12, 4, 5)
    yield "the text is shorter than a window", case(3, 1, 5)
    yield "tokens are int32", {**case(56, 2, 6), "tokens": torch.randperm(56, generator=rng).int()}


def draws(arguments: Mapping[str, object]) -> int:
    """How often to draw again after the first call."""
    return _DRAWS if len(cast(Tensor, arguments["tokens"])) in _ALL_TOGETHER else _FEW_DRAWS


def complaint(arguments: Mapping[str, object], draws: Sequence[object]) -> str | None:
    """What is not as it should be in the draws: first of every single one, then of all of them together.

    A right solution is accused with a probability below 1e-9, over all cases. A property of a single draw is never
    wrong by chance. That all draws are alike or in the order of the text has a probability below 2 ** -150; that one
    of at most 6 offsets never occurs, below 6 (5/6) ** 151 < 1e-11 in each of 4 cases. The other tests are whether
    something of probability at most p has happened in a share f > p of the N = 151 draws, and a complaint needs
    N KL(f, p) > 30, which by Chernoff's bound has a probability below exp(-30) < 1e-13: there are fewer than 300.
    """
    tokens = cast(Tensor, arguments["tokens"])
    n, T = cast(int, arguments["batch_size"]), cast(int, arguments["num_steps"])
    places = [_places(draw, tokens, n, T) for draw in draws]
    known = [place for place in places if place is not None]
    if len(known) < len(places):
        return "Every draw should be two tensors (m, n, T) that hold tokens of the text."
    if (wrong := _of_each(known, len(tokens), n, T)) is not None or len(tokens) not in _ALL_TOGETHER:
        return wrong
    return _of_all([_starts(inputs) for inputs, _ in known], n, T)


def _places(draw: object, tokens: Tensor, n: int, T: int) -> tuple[Tensor, Tensor] | None:
    """Where in the text the inputs and the targets of a draw stand; None where they are no tokens of it."""
    if not isinstance(draw, tuple) or len(cast("tuple[object, ...]", draw)) != 2:
        return None
    where = torch.full((len(tokens),), -1)
    where[tokens.long()] = torch.arange(len(tokens))
    found: list[Tensor] = []
    for windows in cast("tuple[object, object]", draw):
        if not isinstance(windows, Tensor) or windows.shape[1:] != (n, T) or windows.is_floating_point():
            return None
        if windows.numel() and (int(windows.min()) < 0 or int(windows.max()) >= len(tokens)):
            return None
        found.append(where[windows.long()])
    return found[0], found[1]


def _starts(inputs: Tensor) -> list[int]:
    """Where the windows of a draw begin, in their order."""
    return cast("list[int]", inputs[:, :, 0].flatten().tolist())


def _of_each(known: Sequence[tuple[Tensor, Tensor]], k: int, n: int, T: int) -> str | None:
    """What is wrong with a single draw, whatever the others are."""
    for inputs, targets in known:
        if not torch.equal(inputs, inputs[:, :, :1] + torch.arange(T)):
            return "The tokens of a window should follow one another as they do in the text."
        if torch.equal(targets, inputs) and inputs.numel():
            return "The targets are the inputs themselves."
        if not torch.equal(targets, inputs + 1):
            return "The targets should be the tokens that follow the inputs, one place later in the text."
    draws = [_starts(inputs) for inputs, _ in known]
    if any(len(set(starts)) < len(starts) for starts in draws):
        return "Some windows occur twice in one draw."
    step = math.gcd(*chain.from_iterable([b - a for a, b in pairwise(starts)] for starts in draws))
    if any((b - a) % T for starts in draws for a, b in pairwise(starts)):
        return f"The windows should begin num_steps = {T} tokens apart: here they begin {step} apart."
    if any(len(starts) != (k - 1) // T // n * n for starts in draws):
        return "Some draws have fewer minibatches than their text has room for: how large may the offset be?"
    return None


def _of_all(draws: Sequence[list[int]], n: int, T: int) -> str | None:
    """What is wrong with the draws as a whole: what should be random and is not."""
    used = len(draws[0])
    if used < 2:
        return None
    if all(starts == draws[0] for starts in draws):
        return "Every generator gives the same windows in the same order."
    if all(starts == sorted(starts) for starts in draws):
        return "The windows come in the order of the text in every draw."
    offsets = Counter(starts[0] % T for starts in draws)
    if len(offsets) == 1 and T > 1:
        return "The offset is the same in every draw."
    if (len(offsets) < T <= _MOST_OFFSETS) or _too_often(max(offsets.values()), len(draws), 1 / T):
        return "The offset should be any number from 0 to num_steps - 1, each as often as the others."
    neighbours = sum(starts[1] - starts[0] == T for starts in draws)
    if n > 1 and _too_often(neighbours, len(draws), 1 / used):
        return "Windows that are neighbours in the text often stay together, one after the other, in a minibatch."
    first = Counter((starts[0] - starts[0] % T) // T for starts in draws)
    if _too_often(max(first.values()), len(draws), 1 / used):
        return "Some windows come first far more often than others."
    return None


def _too_often(count: int, of: int, p: float) -> bool:
    """Whether something of probability at most p has happened so often that it cannot be chance."""
    f = count / of
    if f <= p:
        return False
    divergence = f * math.log(f / p) + ((1 - f) * math.log((1 - f) / (1 - p)) if f < 1 else 0.0)
    return of * divergence > _TOO_UNLIKELY
