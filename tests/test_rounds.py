"""What is too slow for the usual sizes is asked at tiny ones, and what only seems so is asked again."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import prod

import pytest

from grader import rounds
from grader.answers import Answers
from grader.exercise import find
from grader.plan import FLOAT32, SPELLED
from grader.rounds import Asked, ask_all
from grader.sandbox.limits import Limits
from grader.worker.probe import Failure, Observation, Probe

Seen = Callable[[Probe], Observation]
Ask = Callable[..., Asked]

USUAL, TINY = (Answers.of(find("output_layer"), tiny=tiny) for tiny in (False, True))
LARGEST = USUAL.plan.probes[0].sizes
LIMITS = Limits(seconds=10)


@dataclass(slots=True)
class Scripted:
    """A session whose program takes as long as is said.

    It has a clock of its own, that begins at 0. `clocks`: when all must be over, and how long a call may take.
    """

    seen: Seen
    limits: Limits = LIMITS
    clocks: list[tuple[float, float]] = field(default_factory=list)
    children: int = 1
    now: float = 0.0
    asked: list[Probe] = field(default_factory=list)

    def restart_clock(self, seconds: float = math.inf, patience: float = math.inf) -> None:
        self.clocks.append((self.now + min(seconds, self.limits.seconds), patience))

    def ask(self, probe: Probe, *, listen: bool) -> None:
        self.asked.append(probe)

    def answer(self, probe: Probe) -> Observation:
        assert self.asked.pop(0) is probe
        seen = self.seen(probe)
        end, patience = self.clocks[-1]
        until_given_up = min(patience, end - self.now)
        self.now += seen.seconds or (until_given_up if seen.failure is not None else 0.0)
        return seen

    def monotonic(self) -> float:
        """In place of that of `time`."""
        return self.now

    def start_afresh(self) -> None:
        self.children += 1
        self.asked.clear()


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Ask a scripted session by its own clock."""

    def ask(session: Scripted, answers: Answers = USUAL) -> Asked:
        monkeypatch.setattr(rounds, "time", session)
        return ask_all(session, answers, lambda: TINY, lambda: None, listen=True)  # pyright: ignore[reportArgumentType]

    return ask


def _after(seconds: float) -> Seen:
    return lambda probe: Observation(probe.id, seconds=seconds)


def _number_by_number(probe: Probe) -> Observation:
    return Observation(probe.id, seconds=1e-6 * prod(probe.sizes.values()))


def _too_much(kind: str = "timeout") -> Seen:
    return lambda probe: Observation(probe.id, failure=Failure(kind, "", "it was too much"))


def _at(large: Seen, tiny: Seen) -> Seen:
    return lambda probe: (large if probe.sizes == LARGEST else tiny)(probe)


def test_what_is_in_time_is_asked_once(ask: Ask) -> None:
    session = Scripted(_after(0.01))
    asked = ask(session)
    assert [pair.probe for pair in asked.pairs] == list(USUAL.plan.probes)
    assert (session.children, session.clocks, asked.too_slow) == (1, [(10, 2), (5, 2)], None)


@pytest.mark.parametrize("seconds", [3, 6, 7.5])
def test_what_answers_steadily_is_given_the_time_that_it_needs(ask: Ask, seconds: float) -> None:
    session = Scripted(_after(seconds / len(USUAL.plan.probes)))
    ask(session)
    assert session.clocks == [(10, 2), (5, 2), (pytest.approx(8), 2)]


@pytest.mark.parametrize("seconds", [1.9, 8.5])
def test_what_is_soon_done_or_cannot_be_done_in_time_is_given_no_more(ask: Ask, seconds: float) -> None:
    session = Scripted(_after(seconds / len(USUAL.plan.probes)))
    ask(session)
    assert session.clocks == [(10, 2), (5, 2)]


@pytest.mark.parametrize(("seconds", "end"), [(1, 5), (4, 7), (8, 10)])
def test_what_a_first_call_needs_beyond_its_patience_is_not_counted(ask: Ask, seconds: float, end: float) -> None:
    session = Scripted(lambda probe: _after(seconds if probe is USUAL.plan.probes[0] else 0.01)(probe))
    asked = ask(session)
    assert (len(asked.pairs), asked.too_slow) == (len(USUAL.plan.probes), None)
    assert session.clocks[:2] == [(10, 2), (end, 2)]


@pytest.mark.parametrize("kind", ["timeout", "out_of_memory"])
def test_what_is_slow_is_asked_at_tiny_sizes_in_the_time_that_is_left(ask: Ask, kind: str) -> None:
    session = Scripted(_at(_too_much(kind), _number_by_number))
    asked = ask(session)
    assert asked.answers is TINY
    assert [pair.probe for pair in asked.pairs] == list(TINY.plan.probes)
    assert asked.too_slow is not None
    assert asked.too_slow.probe is USUAL.plan.probes[0]
    assert (session.children, session.clocks) == (2, [(10, 2), (5, 2), (10, math.inf)])


def test_what_is_slow_at_a_later_probe_is_asked_at_tiny_sizes_too(ask: Ask) -> None:
    usual_float32 = next(probe for probe in USUAL.plan.probes if probe.id == FLOAT32)
    session = Scripted(lambda probe: (_too_much() if probe is usual_float32 else _number_by_number)(probe))
    asked = ask(session)
    assert (asked.answers, session.children) == (TINY, 2)
    assert asked.too_slow is not None
    assert asked.too_slow.probe is usual_float32


def test_what_never_ends_is_told_so_at_the_usual_sizes(ask: Ask) -> None:
    asked = ask(Scripted(_too_much()))
    assert asked.answers is USUAL
    assert [(pair.probe.id, pair.seen.failure.kind if pair.seen.failure else None) for pair in asked.pairs] == [
        (SPELLED, "timeout")
    ]


def test_what_takes_all_the_time_is_not_asked_again(ask: Ask) -> None:
    session = Scripted(lambda probe: replace(_too_much()(probe), seconds=10.0))
    asked = ask(session)
    assert (len(asked.pairs), session.children, asked.too_slow) == (1, 1, None)


def test_what_needs_too_much_memory_at_any_size_is_told_so_however_little_time_there_is(ask: Ask) -> None:
    asked = ask(Scripted(_at(_too_much("timeout"), _too_much("out_of_memory"))))
    assert asked.pairs[-1].seen.failure is not None
    assert (asked.pairs[-1].seen.failure.kind, asked.too_slow) == ("out_of_memory", None)


def test_what_never_ends_at_some_sizes_only_is_not_slow(ask: Ask) -> None:
    session = Scripted(_at(_too_much(), _after(0.001)))
    asked = ask(session)
    assert (asked.answers, asked.too_slow, session.children) == (USUAL, None, 3)
    assert asked.pairs[-1].seen.failure is not None


def test_what_was_held_up_once_is_judged_as_usual(ask: Ask) -> None:
    turns = iter([_too_much()])

    def held_up_once(probe: Probe) -> Observation:
        return next(turns, _after(0.001))(probe)

    session = Scripted(held_up_once)
    asked = ask(session)
    assert [pair.probe for pair in asked.pairs] == list(USUAL.plan.probes)
    assert all(pair.seen.failure is None for pair in asked.pairs)
    assert asked.too_slow is None


def test_cases_have_the_sizes_that_they_have(ask: Ask) -> None:
    cases = Answers.of(find("beam_search"))
    session = Scripted(_too_much())
    assert len(ask(session, cases).pairs) == 1
    assert (session.children, session.clocks) == (1, [(10, math.inf)])
