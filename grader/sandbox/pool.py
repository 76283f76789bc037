"""A pool: several trusted workers, each with a zygote of its own, that serve many jobs in order of arrival."""

from __future__ import annotations

import multiprocessing
import queue
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from typing import Any, Generic, Protocol, TypeVar

Done = TypeVar("Done")

_FAREWELL = 5.0


class Server(Protocol):
    """What does jobs, one after the other, in a process of its own."""

    def __call__(self, job: Any, /) -> Any: ...
    def close(self) -> None: ...


class WorkerDied(Exception):
    """The trusted process died over a job, twice: in its turn, and again in a fresh process."""


@dataclass(slots=True)
class Pool(Generic[Done]):
    """Does jobs in `size` processes. Close it when done.

    **Arguments**

    - `make`: makes the server of a process, in that process; an importable function, since processes are not copies
      of this one. They are forks of one that has imported `preload`, and has one thread.
    - `waiting`: how many jobs may wait before `submit` does: whoever brings more has to wait.
    - `places`: where processes are, in turn: GPUs. If there are any, `make` is called with a process's own.

    A process that dies is replaced, and its job is done again in the new one. An exception of a job is its answer.
    """

    make: Callable[..., Server]
    size: int
    preload: tuple[str, ...] = ()
    waiting: int = 2
    places: tuple[str, ...] = ()
    _jobs: queue.Queue[tuple[Any, Future[Done]] | None] = field(init=False)
    _keepers: list[threading.Thread] = field(default_factory=list[threading.Thread])

    def __post_init__(self) -> None:
        self._jobs = queue.Queue(maxsize=self.waiting)
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(self.preload))
        for number in range(self.size):
            keeper = threading.Thread(target=self._keep, args=(context, number), name=f"keeper {number}", daemon=True)
            self._keepers.append(keeper)
            keeper.start()

    def submit(self, job: Any) -> Future[Done]:
        """Line up. Waits while too many are waiting already."""
        future: Future[Done] = Future()
        self._jobs.put((job, future))
        return future

    def map(self, jobs: Iterable[Any]) -> Iterator[Future[Done]]:
        """The answers in the order of the jobs, each as soon as those before it are there. Bounded in memory."""
        pending: list[Future[Done]] = []
        for job in jobs:
            pending.append(self.submit(job))
            while pending and (pending[0].done() or len(pending) > 2 * (self.size + self.waiting)):
                yield _finished(pending.pop(0))
        yield from map(_finished, pending)

    def stop(self) -> None:
        """End all processes as soon as the jobs that they do are done: those that wait are cancelled."""
        with suppress(queue.Empty):
            while True:
                lined_up = self._jobs.get_nowait()
                if lined_up is not None:
                    lined_up[1].cancel()
        self.close()

    def close(self) -> None:
        """End all processes, once the jobs that are lined up are done."""
        for _ in self._keepers:
            self._jobs.put(None)
        for keeper in self._keepers:
            keeper.join()
        self._keepers.clear()

    def _keep(self, context: Any, number: int) -> None:
        """One process and its jobs: started with the first, replaced when it dies, ended with the last."""
        make = partial(self.make, self.places[number % len(self.places)]) if self.places else self.make
        process = _Process(context, make)
        while (lined_up := self._jobs.get()) is not None:
            job, future = lined_up
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(self._done(process, job))
            except BaseException as error:
                future.set_exception(error)
        process.end()

    def _done(self, process: _Process, job: Any) -> Done:
        try:
            return process.do(job)
        except EOFError:
            pass
        try:
            return process.do(job)
        except EOFError:
            raise WorkerDied("the process that did it died, and so did the one that tried again") from None


def _finished(future: Future[Done]) -> Future[Done]:
    with suppress(BaseException):
        future.exception()
    return future


@dataclass(slots=True)
class _Process:
    """A process that is there when it is needed."""

    context: Any
    make: Callable[[], Server]
    _process: Any = None
    _wire: Connection | None = None

    def do(self, job: Any) -> Any:
        """Raises `EOFError` if the process dies; the next job starts another one."""
        wire = self._started()
        try:
            wire.send(job)
            succeeded, answer = wire.recv()
        except (OSError, EOFError):
            self.end()
            raise EOFError from None
        if not succeeded:
            raise answer
        return answer

    def _started(self) -> Connection:
        if self._wire is not None:
            return self._wire
        ours, theirs = self.context.Pipe()
        self._process = self.context.Process(target=_serve, args=(self.make, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self._wire = ours
        return ours

    def end(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None
            self._process.join(_FAREWELL)
            if self._process.is_alive():
                self._process.kill()
                self._process.join()


def _serve(make: Callable[[], Server], wire: Connection) -> None:
    """In the process: do what is asked until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is asked to stop is the one that asks
    server = make()
    try:
        while True:
            job = wire.recv()
            try:
                answer = (True, server(job))
            except Exception as error:
                answer = (False, error)
            wire.send(answer)
    except EOFError:
        pass
    finally:
        server.close()
