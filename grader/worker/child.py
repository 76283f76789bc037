"""Inside a child: load the file, then answer probe after probe until nobody asks any more."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import time
from collections.abc import Generator
from dataclasses import dataclass, replace
from types import FrameType
from typing import TextIO, cast

import torch

torch.set_num_threads(1)  # before anything else: forks of a process that has run in parallel hang

from torch import Tensor

from .call import observe
from .cells import because
from .devices import tensors_of
from .errors import OutOfTime
from .load import files_of, load, run_script
from .probe import Ask, Failure, Loaded, Observation, Start
from .streams import SocketStream
from .wire import WireError, receive, send

_OUT_OF_TIME = Failure("timeout", "", "time was up")


def serve(stream: SocketStream, writers: tuple[int, ...]) -> None:
    """Answer one `Start` with `Loaded`, then every `Ask` with an `Observation`."""
    output = _Output(writers, (sys.stdout, sys.stderr), cast(TextIO, _Nowhere()))
    start = receive(stream, Start)
    try:
        with time_limit(start.seconds):
            module, loaded = (None, run_script(start.submission)) if start.script else load(start.submission)
    except OutOfTime:
        module, loaded = None, Loaded(failure=_OUT_OF_TIME)
    output.mute()
    send(stream, loaded)
    files = files_of(start.submission) | loaded.cells.keys()
    belongings = tensors_of(vars(module)) if module is not None else ()
    while module is not None:
        ask = receive(stream, Ask)
        if ask.listen:
            output.unmute()
        answer = _answer(ask, getattr(module, ask.probe.symbol, None), files, belongings, output)
        if answer.failure is not None:
            answer = replace(answer, failure=because(answer.failure, loaded.lost))
        _reply(stream, answer)


def _answer(
    ask: Ask, implementation: object, files: frozenset[str], belongings: tuple[Tensor, ...], output: _Output
) -> Observation:
    if not callable(implementation):
        return Observation(ask.probe.id, failure=Failure("missing", "", f"there is no {ask.probe.symbol} any more"))
    try:
        left = ask.until - time.monotonic()
        with time_limit(min(ask.seconds, left), min(ask.loading, left)):
            return observe(implementation, ask.probe, files, output.mute, (), belongings)
    except OutOfTime:
        return Observation(ask.probe.id, failure=_OUT_OF_TIME)


def _reply(stream: SocketStream, observation: Observation) -> None:
    try:
        send(stream, observation)
    except WireError as error:
        send(stream, Observation(observation.probe, failure=Failure("too_large", "", str(error))))


@contextlib.contextmanager
def time_limit(seconds: float, loading: float = 0.0) -> Generator[None]:
    """Raise `OutOfTime` in student code after so many seconds, so that its line is known.

    Code that swallows it is killed by the trusted side a moment later. Where the time is up while a module is being
    loaded, as torch does when it is asked for an optimizer, it begins again, until `loading` seconds are over.
    """
    end = time.monotonic() + loading

    def ring(signum: int, frame: FrameType | None) -> None:
        left = end - time.monotonic()
        if left <= 0 or not _loads_a_module(frame):
            raise OutOfTime("time was up")
        signal.setitimer(signal.ITIMER_REAL, min(seconds, left))

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _loads_a_module(frame: FrameType | None) -> bool:
    """Whether student code does: what we ourselves are called from may be loaded, too, where we are forked from it."""
    while frame is not None and frame.f_code is not _answer.__code__:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


class _Nowhere(io.TextIOBase):
    """Takes whatever is printed, at no cost."""

    def write(self, text: str, /) -> int:
        return len(text)


@dataclass(slots=True)
class _Output:
    """Where student code prints: to the pipes, or, when it only repeats itself, nowhere."""

    writers: tuple[int, ...]
    own: tuple[TextIO, TextIO]
    nowhere: TextIO

    def mute(self) -> None:
        _point_output_at(None)
        self._exchange(self.own, (self.nowhere, self.nowhere))

    def unmute(self) -> None:
        _point_output_at(self.writers)
        self._exchange((self.nowhere, self.nowhere), self.own)

    def _exchange(self, old: tuple[TextIO, TextIO], new: tuple[TextIO, TextIO]) -> None:
        """Only where student code has not put a stream of its own."""
        if sys.stdout is old[0]:
            sys.stdout = new[0]
        if sys.stderr is old[1]:
            sys.stderr = new[1]


def _point_output_at(writers: tuple[int, ...] | None) -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):  # student code may have put anything there
            stream.flush()
    nothing = os.open(os.devnull, os.O_WRONLY) if writers is None else -1
    for fd, target in zip((1, 2), writers or (nothing, nothing), strict=True):
        os.dup2(target, fd)
    if nothing >= 0:
        os.close(nothing)
