"""Check a live function or class: in this process, without limits, leaving the process as it was."""

from __future__ import annotations

import contextlib
import hashlib
import io
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from torch import Tensor
from torch.nn import Module

from grader.answers import Answers
from grader.exercise import Exercise, find, known_exercises
from grader.judge.evidence import Evidence, Pair
from grader.judge.signature import judge_signature
from grader.origins import Origin, origin_of
from grader.report import Report
from grader.sandbox.clean import clean
from grader.sandbox.limits import Limits
from grader.sandbox.session import Printed
from grader.undisturbed import undisturbed
from grader.verdict import Stamp, look_closer, report_of
from grader.worker.call import observe
from grader.worker.devices import tensors_of
from grader.worker.load import describe_function
from grader.worker.probe import Failure, Loaded, Observation, Probe
from grader.worker.wire import WireError, there_and_back


def check_function(solution: Callable[..., object], exercise_id: str | None = None) -> Report:
    """Check a live function or class in this process, without any limit.

    Raises:
        UnknownExercise: no exercise has that id, or is solved by that name.
        TypeError: an object is given where its class is meant.
    """
    exercise = _exercise_of(solution, exercise_id)
    if isinstance(solution, Module) and isinstance(exercise.implementation(), type):
        raise TypeError(f"This is an object. Check its class: check({exercise.symbol}).")
    with undisturbed():
        return _check(solution, exercise)


def _exercise_of(solution: Callable[..., object], id: str | None) -> Exercise:
    """The exercise of that id, or the one that something of this name solves."""
    name = id or str(getattr(solution, "__name__", type(solution).__name__))
    return next((each for each in known_exercises() if each.symbol == name and id is None), None) or find(name)


def _check(solution: Callable[..., object], exercise: Exercise) -> Report:
    started, origin = time.perf_counter(), origin_of(solution)
    answers = Answers.of(exercise)
    symbol = replace(describe_function(exercise.symbol, solution), file=(origin.file or "") if origin.is_cell else "")
    source = origin.text.encode()
    stamp = Stamp(origin.file, _hash(source), "cpu", "none", started, source=source)
    evidence = Evidence(exercise, answers.plan.contract, symbol, (), origin.file or "")
    if judge_signature(evidence):
        return report_of(evidence, Loaded(), stamp)
    ask = partial(_ask, solution, origin, tensors_of(origin.names))
    first, *others = answers.plan.probes
    listener = _Listener()
    pairs = [Pair(first, ask(first, listener), answers.expected(first))]
    pairs += [Pair(probe, ask(probe, _Listener()), answers.expected(probe)) for probe in others]
    printed = listener.printed()
    evidence = replace(evidence, pairs=tuple(pairs), output_lost=printed.lost(Limits()))
    closer = partial(look_closer, answers, lambda probe: ask(probe, _Listener()))
    return report_of(evidence, Loaded(), replace(stamp, printed=printed), closer)


def _ask(
    solution: Callable[..., object], origin: Origin, belongings: Sequence[Tensor], probe: Probe, listener: _Listener
) -> Observation:
    """What it does on a probe, as it would come from a worker: data, with harmless strings."""
    with listener.listening():
        seen = observe(solution, probe, origin.files, listener.stop, belongings=belongings)
    try:
        return there_and_back(seen, Observation, lambda text: clean(origin.as_shown(text)))
    except WireError as error:
        return Observation(probe.id, failure=Failure("too_large", "", str(error)))


@dataclass(slots=True)
class _Listener:
    """Keeps the beginning of what is printed while it listens, and drops the rest: a check calls many times."""

    streams: tuple[_Kept, _Kept] = field(default_factory=lambda: (_Kept(), _Kept()))

    @contextlib.contextmanager
    def listening(self) -> Generator[None]:
        with contextlib.redirect_stdout(self.streams[0]), contextlib.redirect_stderr(self.streams[1]):
            yield

    def stop(self) -> None:
        for stream in self.streams:
            stream.is_open = False

    def printed(self) -> Printed:
        stdout, stderr = (clean("".join(stream.parts)) for stream in self.streams)
        return Printed(stdout, stderr, sum(stream.total for stream in self.streams))


class _Kept(io.TextIOBase):
    """Text that is written, up to a bound."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.total = 0
        self.is_open = True

    def write(self, text: str, /) -> int:
        if self.is_open:
            room = max(Limits().output_bytes - self.total, 0)
            self.parts.append(text[:room])
            self.total += len(text.encode(errors="replace"))
        return len(text)


def _hash(source: bytes) -> str | None:
    return hashlib.sha256(source).hexdigest() if source else None
