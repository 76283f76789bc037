"""Ask all probes of an exercise: at readable sizes, and once more at tiny ones where that takes too long."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from grader.answers import Answers
from grader.judge.evidence import Pair, fatal
from grader.plan import AGAIN, SMALL
from grader.sandbox.session import Session

_OF_THE_FIRST_ROUND, _OF_A_CALL = 0.5, 0.2
"""Shares of an exercise's time: what is left is enough for tiny sizes, where those of the first round take too long."""

_OF_A_STEADY_ONE = 0.8
"""The share for the first round of what would be done by then at its pace, but not before the other share is over."""

_TIMEOUT = "timeout"
_TOO_MUCH = (_TIMEOUT, "out_of_memory")
_GROWS = 2
"""How many times longer than the smallest tensors others take where numbers are looked at one by one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """All pairs of a round, and the answers that they are from. `too_slow`: where a round before it was given up."""

    answers: Answers
    pairs: tuple[Pair, ...]
    too_slow: Pair | None = None


def ask_all(
    session: Session, answers: Answers, tiny: Callable[[], Answers], meanwhile: Callable[[], object], *, listen: bool
) -> Asked:
    """Ask all probes, within the time that the session's limits give to an exercise.

    Loops over every number need minutes at the usual sizes, and are right all the same: they are asked at tiny ones.
    What is quick at those has been held up, or does not come to an end at some sizes: it is asked as before.

    **Arguments**

    - `answers`: those of the first round, and `tiny` of the second.
    - `meanwhile`: done while the worker computes. `listen`: whether to keep what the first call prints.
    """
    limits = session.limits
    if answers.plan.has_cases:
        session.restart_clock()
        return Asked(answers, tuple(_round(session, answers, meanwhile, listen=listen)))
    end = time.monotonic() + limits.seconds
    patience = min(limits.seconds_of_a_call, _OF_A_CALL * limits.seconds)
    session.restart_clock(patience=patience)
    pairs = _round(session, answers, meanwhile, listen=listen)
    given_time = _given_time(session, pairs, len(answers.plan.probes), patience)
    first = Asked(answers, tuple(_up_to_too_much(given_time)))
    if not _is_too_much(first.pairs[-1]) or time.monotonic() >= end:
        return first
    second = Asked(slow := tiny(), _asked_again(session, slow, end), first.pairs[-1])
    if _kind(second.pairs[-1]) == _TIMEOUT:
        return first
    if fatal(second.pairs[-1].seen):
        return replace(second, too_slow=None)
    if _grows(second.pairs):
        return second
    return Asked(answers, _asked_again(session, answers, end))


def _asked_again(session: Session, answers: Answers, end: float) -> tuple[Pair, ...]:
    """All probes, asked of a new child in the time that is left. What it prints has been heard."""
    session.start_afresh()
    session.restart_clock(max(end - time.monotonic(), 0.0))
    return tuple(_round(session, answers, listen=False))


def _round(
    session: Session, answers: Answers, meanwhile: Callable[[], object] = lambda: None, *, listen: bool
) -> Iterator[Pair]:
    """Ask probe after probe, always one ahead; while the worker computes, the reference does."""
    probes = answers.plan.probes
    session.ask(probes[0], listen=listen)
    for index, probe in enumerate(probes):
        coming = probes[index + 1 : index + 2]
        for next_probe in coming:
            session.ask(next_probe, listen=False)
        if index == 0:
            meanwhile()
        expected = answers.expected(probe)
        seen = session.answer(probe)
        yield Pair(probe, seen, expected)
        if fatal(seen):
            for next_probe in coming:
                session.answer(next_probe)
            return


def _given_time(session: Session, pairs: Iterator[Pair], number: int, patience: float) -> Iterator[Pair]:
    """Pairs in the time of the first round. A first call that takes longer than its `patience` has loaded modules.

    More time is given to what answers steadily, once a call might have used up its patience: it will soon be done.
    """
    begin, seconds = time.monotonic(), session.limits.seconds
    end, steady = begin + seconds, _OF_A_STEADY_ONE * seconds
    waits = True
    for answered, pair in enumerate(pairs, 1):
        now = time.monotonic()
        if answered == 1:
            begin = max(begin, now - patience)
            session.restart_clock(min(begin + _OF_THE_FIRST_ROUND * seconds, end) - now, patience)
        elif waits and now - begin > patience and (now - begin) * number <= steady * answered:
            session.restart_clock(min(begin + steady, end) - now, patience)
            waits = False
        yield pair


def _up_to_too_much(pairs: Iterator[Pair]) -> Iterator[Pair]:
    """Without waiting for the answer to what was asked ahead."""
    for pair in pairs:
        yield pair
        if _is_too_much(pair):
            return


def _is_too_much(pair: Pair) -> bool:
    return _kind(pair) in _TOO_MUCH


def _kind(pair: Pair) -> str | None:
    return pair.seen.failure.kind if pair.seen.failure is not None else None


def _grows(pairs: tuple[Pair, ...]) -> bool:
    """Whether the time grows with sizes that are no work for an operation on whole tensors."""
    seconds = {pair.probe.id: pair.seen.seconds for pair in pairs}
    return seconds[AGAIN] > _GROWS * seconds[SMALL]
