"""What `beam_search` is asked: tables of log-probabilities without ties, on which the customary searches agree.

Searches differ in whether finished hypotheses keep their place in the beam, in whether sums or scores decide who stays
in it, and in when they stop. Where they would find different sequences, nobody is asked. And a table is drawn until the
mistakes that its case is for find another sequence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import torch

_MARGIN = 1e-3
"""What is nearer counts as a tie: single precision should not decide."""

_ATTEMPTS = 100_000


@dataclass(frozen=True, slots=True)
class _Case:
    """A name, numbers, the mistakes that it `shows` and `hides`, and the `length` of the answer, and whether it `ends`.

    `ending` makes the end likelier at every step, or less likely. What is None is left open.
    """

    name: str
    v: int
    beam_size: int
    max_len: int
    alpha: float
    shows: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    ending: float = 0.0
    bos: int | None = None
    eos: int | None = None
    length: int | None = None
    ends: bool | None = None


_CASES = (
    _Case("there are many tokens", 9, 3, 6, 0.75, ("greedy", "no_length_penalty"), ends=True),
    _Case("there are few tokens", 4, 2, 3, 0.75, ("greedy",), bos=0, eos=3, length=2, ends=True),
    _Case("alpha is 0", 6, 3, 5, 0.0, ("greedy", "sums_of_probabilities"), ends=True),
    _Case("alpha is 1", 6, 4, 6, 1.0, ("no_length_penalty",), ("penalty_of_another_paper",), ends=True),
    _Case("alpha is 2", 6, 3, 6, 2.0, ("penalty_of_another_paper",), ("bos_counts_in_the_length",), ends=True),
    _Case("the length decides", 6, 3, 5, 1.0, ("no_length_penalty",), ("bos_counts_in_the_length",), length=4),
    _Case("the length is counted without bos", 6, 3, 5, 1.0, ("bos_counts_in_the_length",), ends=True),
    _Case("the first hypothesis to end is not the best", 6, 3, 6, 0.0, ("first_finished",), ends=True),
    _Case("one that is still open is the best", 6, 3, 4, 0.75, ("finished_ones_only",), ends=False),
    _Case("nothing ends within max_len", 5, 2, 4, 0.75, ("greedy",), ending=-9.0, ends=False),
    _Case("the sequence ends at once", 5, 3, 5, 0.25, ("goes_on_after_eos",), ending=1.0, length=1, ends=True),
    _Case("the sequence ends with its last token", 5, 3, 4, 1.0, ("first_finished",), length=4, ends=True),
    _Case("max_len is 1", 5, 2, 1, 0.75, ending=-1.0, ends=False),
    _Case("the beam holds one hypothesis", 5, 1, 5, 0.75, ("rows_for_columns",), length=3, ends=True),
    _Case("the beam is very wide", 4, 7, 4, 0.5, ("multiplied_by_the_length",), ("no_length_penalty",), ends=True),
    _Case("the beam holds every sequence", 3, 100, 4, 0.75, ("greedy",), ends=True),
    _Case("the beam loses the best sequence", 9, 2, 4, 0.75, ("never_pruned",), ends=True),
    _Case("eos is the first token of the vocabulary", 6, 2, 5, 0.75, ("greedy",), bos=5, eos=0, ends=True),
    _Case("bos comes again", 2, 4, 3, 2.0, ("cuts_off_eos",), bos=1, eos=0, length=3, ends=True),
)


def cases(rng: torch.Generator) -> Iterator[tuple[str, dict[str, object]]]:
    """No table is larger than the first, and the second is small and has few decimals."""
    for index, case in enumerate(_CASES):
        yield case.name, _draw(case, rng, decimals=2 if index == 1 else 4)


def _draw(case: _Case, rng: torch.Generator, decimals: int) -> dict[str, object]:
    from exercises.sequences.beam_search import mistakes

    wrong, right = ([getattr(mistakes, name).function for name in names] for names in (case.shows, case.hides))
    for _ in range(_ATTEMPTS):
        bos, eos = (int(token) for token in torch.randperm(case.v, generator=rng)[:2])
        bos, eos = (case.bos if case.bos is not None else bos), (case.eos if case.eos is not None else eos)
        logits = 1.5 * torch.randn((case.v, case.v), generator=rng, dtype=torch.float64)
        logits[:, eos] += case.ending
        log_probs = logits.log_softmax(dim=1).round(decimals=decimals)
        numbers = {"beam_size": case.beam_size, "max_len": case.max_len, "alpha": case.alpha}
        arguments: dict[str, object] = {"log_probs": log_probs, "bos": bos, "eos": eos, **numbers}
        found = _answers(log_probs.tolist(), bos, eos, case)
        best = next(found, None)
        if best is None or case.length not in (None, len(best)) or case.ends not in (None, best[-1] == eos):
            continue
        answers = [best, *(function(**arguments) for function in wrong)]
        if any(a == b for a, b in combinations(answers, 2)) or any(f(**arguments) != best for f in right):
            continue
        if all(answer == best for answer in found):
            return arguments
    raise RuntimeError(f"No table found for the case that {case.name}.")


class _Tie(Exception):
    """Two hypotheses are too near to say which is better."""


class _Hypothesis(NamedTuple):
    """Tokens, the sum of their log-probabilities, and what decides if it stays in the beam."""

    tokens: tuple[int, ...]
    total: float
    rank: float


def _answers(table: list[list[float]], bos: int, eos: int, case: _Case) -> Iterator[list[int] | None]:
    """What one customary search after the other finds, None where there is a tie."""
    for places, by_score, stops in (
        ("set aside", False, False),
        ("set aside", False, True),
        ("in the beam", False, False),
        ("in the beam", True, False),
        ("taken", False, False),
        ("beside the beam", False, False),
    ):
        try:
            yield list(_search(table, bos, eos, case, places=places, by_score=by_score, stops=stops))
        except _Tie:
            yield None


def _search(
    table: list[list[float]], bos: int, eos: int, case: _Case, *, places: str, by_score: bool, stops: bool
) -> tuple[int, ...]:
    """Beam search. `places` says what becomes of the places of finished hypotheses.

    They are `set aside`, and their places free; stay `in the beam` as long as they are good enough; keep the places
    `taken` for good; or end `beside the beam`, whatever their sum. `stops` as soon as as many are finished as the
    beam holds.
    """
    finished: list[_Hypothesis] = []
    still_open = [_Hypothesis((), 0.0, 0.0)]
    for length in range(1, case.max_len + 1):
        penalty = length**case.alpha if by_score else 1.0
        extended = [
            _Hypothesis((*h.tokens, token), total := h.total + log_p, total / penalty)
            for h in still_open
            for token, log_p in enumerate(table[h.tokens[-1] if h.tokens else bos])
        ]
        done, others = [h for h in extended if h.tokens[-1] == eos], [h for h in extended if h.tokens[-1] != eos]
        if places == "beside the beam":
            finished, still_open = finished + done, _best(others, case.beam_size)
            continue
        size = case.beam_size - (len(finished) if places == "taken" else 0)
        kept = _best(extended + (finished if places == "in the beam" else []), size)
        done, still_open = [h for h in kept if h.tokens[-1] == eos], [h for h in kept if h.tokens[-1] != eos]
        finished = done if places == "in the beam" else finished + done
        if stops and len(finished) >= case.beam_size:
            still_open = []
    scored = [_Hypothesis(h.tokens, h.total, h.total / len(h.tokens) ** case.alpha) for h in finished + still_open]
    return _best(scored, 1)[0].tokens


def _best(hypotheses: list[_Hypothesis], size: int) -> list[_Hypothesis]:
    """The best of them. Raises `_Tie` where the last of these and the next are too near to each other."""
    ranked = sorted(hypotheses, key=lambda h: h.rank, reverse=True)
    if 0 < size < len(ranked) and ranked[size - 1].rank - ranked[size].rank < _MARGIN:
        raise _Tie
    return ranked[:size]
