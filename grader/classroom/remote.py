"""On a worker of a Dask cluster: one server, warm for the whole run, that does jobs one at a time."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from importlib.metadata import version
from typing import Any, final

from distributed import Reschedule, WorkerPlugin, get_worker
from distributed.worker import Worker

from grader.classroom.key import Terms
from grader.job import Job
from grader.sandbox.limits import NoSandbox
from grader.sandbox.pool import Server

_IDLE = 300.0
"""Seconds without a job after which a server ends: whoever wanted it may be gone. The next job starts another."""


class NotTheSame(Exception):
    """A worker on which something would be graded otherwise, or not at all. The text says what, and the remedy."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What results depend on besides the run's own terms. `exercises` is a digest of them and of their references."""

    trysquare: str
    torch: str
    exercises: str


def installed() -> Installed:
    """What is installed here. No torch is loaded for it."""
    return Installed(version("trysquare"), version("torch"), Terms(0, "", "", {}).key(b"", {}))


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a worker gets its server.

    - `make`: makes it; an importable function, or what cloudpickle can send. `require`: raises `NoSandbox` where it
      could do nothing.
    - `expected`: what has to be installed there.
    """

    make: Callable[[], Server]
    require: Callable[[], object]
    expected: Installed

    def check(self) -> None:
        """Raises `NotTheSame` unless a server can be made here, and would find what others find."""
        here = installed()
        for field in fields(Installed):
            theirs, ours = getattr(here, field.name), getattr(self.expected, field.name)
            if theirs != ours:
                raise NotTheSame(_differs(field.name, theirs, ours))
        try:
            self.require()
        except NoSandbox as error:
            raise NotTheSame(str(error)) from None


def _differs(what: str, theirs: str, ours: str) -> str:
    if what == "exercises":
        return (
            "The exercises there are not those here. Install the same there, with the same folder in "
            "TRYSQUARE_EXERCISES, and restart the workers."
        )
    return f"There is {what} {theirs} there, and {ours} here. Install {what} {ours} there, and restart the workers."


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to a job; or the exception that is its answer, as text: not every exception can be sent."""

    answer: Any = None
    error: str | None = None


@final
class Keeper(WorkerPlugin):
    """Keeps a server on a worker, from the first job until the run ends.

    The server is made in the thread that does the jobs: its sandbox ends with the thread that has started it.
    """

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe

    def setup(self, worker: Worker) -> None:
        """On the worker, before any job."""
        self._turn = threading.Lock()
        self._server: Server | None = None
        self._idle: threading.Timer | None = None
        self._is_over = False

    async def teardown(self, worker: Worker) -> None:
        """End the server, as soon as the job that it does is done."""
        self._is_over = True
        await asyncio.to_thread(self._rest)

    def do(self, jobs: Sequence[Job]) -> list[Outcome]:
        """The outcomes, in order. One thread at a time: what a worker has more of waits.

        Raises:
            NotTheSame: it cannot be done here.
        """
        with self._turn:
            self._go_on()
            if self._idle is not None:
                self._idle.cancel()
            if self._server is None:
                self._recipe.check()
                self._server = self._recipe.make()
            outcomes = [self._outcome(self._server, job) for job in jobs]
            self._idle = threading.Timer(_IDLE, self._rest)
            self._idle.daemon = True
            self._idle.start()
            return outcomes

    def _go_on(self) -> None:
        if self._is_over:  # this worker ends, or the run does: whoever is left does it, if anybody asks
            raise Reschedule

    def _outcome(self, server: Server, job: Job) -> Outcome:
        self._go_on()
        try:
            return Outcome(server(job))
        except (Exception, SystemExit) as error:  # Dask would end the worker over the second
            return Outcome(error=f"{type(error).__name__}: {error}")

    def _rest(self) -> None:
        """End the server. A job that comes later starts another one."""
        with self._turn:
            if self._idle is not None:
                self._idle.cancel()
            if self._server is not None:
                self._server.close()
                self._server = None


@final
class Uninterrupted(WorkerPlugin):
    """Ctrl-C in a terminal reaches every process there: who is asked to stop is the one that has started the others."""

    def setup(self, worker: Worker) -> None:
        """On a worker of our own, in its first thread."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def do_jobs(keeper: str, jobs: Sequence[Job]) -> list[Outcome]:
    """The task that a worker is given. `keeper`: the name of the run's plugin."""
    found = get_worker().plugins[keeper]
    assert isinstance(found, Keeper)
    return found.do(jobs)
