"""One submission in one child: load it, ask probes, and tell how it died if it did."""

from __future__ import annotations

import contextlib
import math
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from grader.sandbox.limits import Limits
from grader.sandbox.zygote import Zygote, ZygoteDied
from grader.worker.children import BROKEN
from grader.worker.probe import Ask, Failure, Loaded, Observation, Probe, Start, Submission
from grader.worker.streams import SocketStream
from grader.worker.wire import WireError, receive, send

T = TypeVar("T")

_UNREADABLE = "what it sent back cannot be read. Does it write to files or sockets that it did not open?"

_MOST_BYTES = 512 * 2**20
"""What a child may send in all, beside one last frame: the trusted side keeps it until the exercise is judged."""

_IMPORTS = ("ImportError", "ModuleNotFoundError")
_ABOUT_OUTSIDE = ("OSError", "PermissionError", "FileNotFoundError", "gaierror", "ConnectionRefusedError")
_MISSING_INSIDE = (
    "In the sandbox there are Python's own modules, torch, NumPy, jaxtyping, and the .py files that are handed in "
    "beside it."
)
_NOTHING_OUTSIDE = (
    "This is the sandbox: none of your files are there, nothing can be written, and no network and no other program "
    "can be reached. A solution needs nothing but its arguments."
)

GRACE = 1.0
"""Seconds between the polite end of the time, inside the child, and the hard one, here."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What a submission printed: the kept beginning, and how many bytes it was in all."""

    stdout: str = ""
    stderr: str = ""
    bytes: int = 0

    def lost(self, limits: Limits) -> bool:
        """Whether more was printed than is kept."""
        return self.bytes > len(self.stdout.encode()) + len(self.stderr.encode()) and self.bytes > limits.output_bytes

    def __add__(self, other: Printed) -> Printed:
        return Printed(self.stdout + other.stdout, self.stderr + other.stderr, self.bytes + other.bytes)


@dataclass(frozen=True, slots=True)
class _Child:
    """A running child: who watches over it, and the wire to it."""

    zygote: Zygote
    stream: SocketStream


@dataclass(slots=True)
class Session:
    """A submission that is being asked. After a death the next question starts a new child.

    `zygote` gives a living one; `clean` is applied to every string that the child sends. `lost_zygote`: the process
    that watched over the child has died, of the submission's doing or not.

    Raises:
        ZygoteDied: from `begin` and `ask`, when no child can be started. Later it is the submission's doing: a failure.
    """

    zygote: Callable[[], Zygote]
    submission: Submission
    limits: Limits
    clean: Callable[[str], str] = str
    printed_on_load: Printed = field(default_factory=Printed)
    lost_zygote: bool = False
    _child: _Child | None = None
    _failure: Failure | None = None
    _deadline: float = 0.0
    _pace: tuple[float, float] = (math.inf, math.inf)
    _printed: Printed = field(default_factory=Printed)

    def begin(self, *, script: bool = False) -> None:
        """Send the file, without waiting for it to be loaded, or run as a script."""
        zygote = self.zygote()
        self._child = _Child(zygote, zygote.start(self.limits))
        self._failure = None
        self.restart_clock()
        self._send(Start(self.submission, self.limits.seconds, script))

    def loaded(self) -> Loaded:
        """What loading gave. Call `begin` first."""
        answer = self._receive(Loaded)
        if isinstance(answer, Failure):
            answer = Loaded(failure=answer)
        self.printed_on_load = self.printed()
        return answer

    def restart_clock(self, seconds: float = math.inf, patience: float = math.inf) -> None:
        """Each exercise has its own time: that of the limits, or less. `patience`: for a call that loads no modules."""
        self._pace = (seconds, patience)
        self._deadline = time.monotonic() + min(seconds, self.limits.seconds)

    def ask(self, probe: Probe, *, listen: bool) -> None:
        """Send a probe, without waiting for its answer, nor for that of an earlier one."""
        if self._child is None:
            pace, printed = self._pace, self._printed
            self.begin()
            again = self._receive(Loaded)
            self._failure = again if isinstance(again, Failure) else again.failure
            self.printed()  # it has loaded the file before
            self._printed = printed
            self.restart_clock(*pace)
        hard = self.limits.seconds_of_a_call
        self._send(Ask(probe, min(self._pace[1], hard), hard, self._deadline, listen))

    def answer(self, probe: Probe) -> Observation:
        """The observation of the probe that was asked first and is not answered yet; a death is one, too."""
        if self._child is not None:
            end = time.monotonic() + self.limits.seconds_of_a_call
            self._child.stream.deadline = min(self._deadline, end) + GRACE
        answer = self._failure or self._receive(Observation)
        return Observation(probe.id, failure=answer) if isinstance(answer, Failure) else answer

    def printed(self) -> Printed:
        """What has been printed since this was asked last."""
        printed, self._printed = self._printed, Printed()
        if self._child is not None:
            with contextlib.suppress(ZygoteDied):
                printed += self._as_printed(self._child.zygote.output())
        return printed

    def start_afresh(self) -> None:
        """End the child, whatever it is doing: the next question starts a new one. What it has printed is kept."""
        self._printed = self.printed()
        self.close()

    def close(self) -> None:
        """End the child and everything it started."""
        if self._child is not None:
            child, self._child = self._child, None
            child.stream.socket.close()
            with contextlib.suppress(ZygoteDied):
                child.zygote.dismiss()

    def _send(self, message: object) -> None:
        if self._child is not None:
            self._child.stream.deadline = self._deadline + GRACE
            with contextlib.suppress(EOFError, TimeoutError):  # `_receive` finds out how it died
                send(self._child.stream, message)

    def _receive(self, expected: type[T]) -> T | Failure:
        if self._child is None:
            return self._failure or Failure("crashed", "", "the process ended without an answer")
        try:
            if self._child.stream.taken > _MOST_BYTES:
                raise WireError("more than any submission has to say")
            answer = receive(self._child.stream, expected, self.clean)
            return _told_of_the_sandbox(answer) if self._child.zygote.is_confined else answer
        except TimeoutError:
            return self._death(patience=0.0, otherwise=Failure("timeout", "", "it did not end when its time was up"))
        except EOFError:
            return self._death(patience=2.0, otherwise=Failure("crashed", "", "the process ended without an answer"))
        except WireError:
            return self._death(patience=0.0, otherwise=Failure("crashed", "", _UNREADABLE))

    def _death(self, patience: float, otherwise: Failure) -> Failure:
        assert self._child is not None
        child, self._child = self._child, None
        child.stream.socket.close()
        try:
            ending = child.zygote.end(patience=patience)
        except ZygoteDied:
            self.lost_zygote = True
            return Failure("crashed", "", "the submission ended the process that watched over it")
        self._printed += self._as_printed(ending)
        code = ending["code"]
        return otherwise if code is None else how_it_ended(int(code))

    def _as_printed(self, answer: dict[str, object]) -> Printed:
        return Printed(self.clean(str(answer["stdout"])), self.clean(str(answer["stderr"])), int(str(answer["bytes"])))


def _told_of_the_sandbox(answer: T) -> T:
    """An answer whose failure says what the sandbox has to do with it: elsewhere the same code may run."""
    if isinstance(answer, Loaded) and answer.lost:
        answer = replace(answer, lost={name: _with_why(failure) for name, failure in answer.lost.items()})
    if not isinstance(answer, (Loaded, Observation)) or answer.failure is None:
        return answer
    return replace(answer, failure=_with_why(answer.failure))


def _with_why(failure: Failure) -> Failure:
    missing = failure.type in _IMPORTS or (
        failure.type == "NameError" and any(f", failed: {kind}: " in failure.message for kind in _IMPORTS)
    )
    if not missing and failure.type not in _ABOUT_OUTSIDE:
        return failure
    why = _MISSING_INSIDE if missing else _NOTHING_OUTSIDE
    return replace(failure, message=f"{failure.message.rstrip('.')}. {why}")


def how_it_ended(code: int) -> Failure:
    """The exit code of a process, or minus the signal that ended it, as a failure."""
    if code == BROKEN:
        return Failure("crashed", "", "the code has damaged the Python interpreter that it runs in")
    if code >= 0:
        return Failure("exited", "", f"the process was ended with exit code {code}")
    if code == -signal.SIGXCPU:
        return Failure("timeout", "", "its processor time was up")
    name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
    return Failure("crashed", name, f"the process was ended by {name}")
