"""Jobs in batches on a Dask cluster: in order, bounded in number, and nobody blamed for what a neighbour did."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from distributed import Client, KilledWorker, wait

from grader.classroom.remote import NotTheSame, Outcome, do_jobs
from grader.classroom.unusable import ClusterError
from grader.job import Job
from grader.sandbox.pool import WorkerDied

Done = TypeVar("Done")

_JOBS, _BYTES = 8, 1 << 20
"""A batch is full with so many jobs, or with so many bytes of source."""
_AHEAD, _KEPT = 2, 4
"""Batches for each worker that are sent, and that are kept until those before them are done."""
_GLANCE, _PATIENCE = 5.0, 120.0
"""Seconds between two looks at the workers, and without any worker until it is said."""


class JobFailed(Exception):
    """The exception that is the answer of a job, in words."""


@dataclass(slots=True, eq=False)
class _Batch(Generic[Done]):
    """Some jobs and their answers. `is_alone`: one job, tried again while the cluster does nothing else."""

    jobs: tuple[Job, ...]
    answers: tuple[Future[Done], ...]
    is_alone: bool = False

    def is_done(self) -> bool:
        return all(answer.done() for answer in self.answers)

    def apart(self) -> Iterator[_Batch[Done]]:
        for job, answer in zip(self.jobs, self.answers, strict=True):
            yield _Batch((job,), (answer,), is_alone=True)


@dataclass(slots=True)
class Batches(Generic[Done]):
    """Jobs under way on a cluster.

    A batch that fails, with its worker, say, is taken apart, and each of its jobs tried alone, with nothing else on
    the cluster: only what fails then is to blame. (Dask counts a lost worker against every task that was on it.)

    **Arguments**

    - `client`: connected. `keeper`: the name of the plugin that does jobs on the workers.
    """

    client: Client
    keeper: str
    _sent: dict[Any, _Batch[Done]] = field(default_factory=dict[Any, _Batch[Done]])
    _suspects: deque[_Batch[Done]] = field(default_factory=deque[_Batch[Done]])
    _line: deque[_Batch[Done]] = field(default_factory=deque[_Batch[Done]])
    _workers: int = 1
    _seen: float = 0.0
    _looked: float = 0.0
    _taken: int = 0

    def map(self, jobs: Iterable[Job]) -> Iterator[Future[Done]]:
        """The answers in the order of the jobs, each as soon as those before it are there. Each comes once.

        Raises:
            ClusterError: the cluster is gone.
        """
        coming = iter(jobs)
        self._seen = time.monotonic()
        while True:
            self._look()
            self._send(coming)
            if not self._line:
                return
            while self._line and self._line[0].is_done():
                yield from self._line.popleft().answers
            if self._sent:
                self._receive()

    def cancel(self) -> None:
        """Ask for nothing more."""
        self.client.cancel(list(self._sent))
        self._sent.clear()

    def _look(self) -> None:
        """How many workers there are, every few seconds: they come and go."""
        now = time.monotonic()
        if now - self._looked < _GLANCE:
            return
        try:
            workers = len(cast("dict[str, int]", self.client.nthreads()))
        except (OSError, ValueError, RuntimeError):  # what it raises where nobody answers
            raise _gone() from None
        self._looked = now
        if workers:
            self._workers, self._seen = workers, now
        elif now - self._seen > _PATIENCE:
            raise ClusterError(
                f"The cluster has had no worker for {_PATIENCE:.0f} seconds. Start some: the same command goes on."
            )

    def _send(self, coming: Iterator[Job]) -> None:
        if self._suspects:
            if not self._sent:
                self._submit(self._suspects.popleft())
            return
        while len(self._sent) < _AHEAD * self._workers and len(self._line) < _KEPT * self._workers:
            jobs = self._next(coming)
            if not jobs:
                return
            batch = _Batch[Done](jobs, tuple(Future() for _ in jobs))
            self._line.append(batch)
            self._submit(batch)

    def _next(self, coming: Iterator[Job]) -> tuple[Job, ...]:
        """The next batch: at first of one job, so that a few keep all workers busy, then of more."""
        size = min(_JOBS, 1 + self._taken // (_KEPT * self._workers))
        jobs: list[Job] = []
        weight = 0
        while len(jobs) < size and weight < _BYTES and (job := next(coming, None)) is not None:
            jobs.append(job)
            weight += len(job.source or b"") + sum(map(len, job.siblings.values()))
        self._taken += len(jobs)
        return tuple(jobs)

    def _submit(self, batch: _Batch[Done]) -> None:
        self._sent[self.client.submit(do_jobs, self.keeper, batch.jobs, pure=False)] = batch

    def _receive(self) -> None:
        """Wait until something is done, but not for long, and take what is."""
        try:
            with self.client.as_current():
                done = wait(list(self._sent), _GLANCE, "FIRST_COMPLETED").done
            for sent in done:
                self._settle(sent)
        except TimeoutError:  # or a worker is lost with what it had done, which is done again
            return
        except CancelledError:
            raise _gone() from None

    def _settle(self, sent: Any) -> None:
        """Give a batch its answers, or find out whose fault it is that there are none."""
        error = sent.exception(_GLANCE)
        outcomes: list[Outcome] = [] if error is not None else sent.result(_GLANCE)
        batch = self._sent.pop(sent)
        if isinstance(error, NotTheSame):
            raise ClusterError(f"A worker has joined that cannot be used. {error}")
        if error is None:
            for answer, outcome in zip(batch.answers, outcomes, strict=True):
                _answer(answer, outcome)
        elif not batch.is_alone:
            self._suspects += batch.apart()
        else:
            batch.answers[0].set_exception(_blame(error))


def _answer(answer: Future[Any], outcome: Outcome) -> None:
    if outcome.error is None:
        answer.set_result(outcome.answer)
    else:
        answer.set_exception(JobFailed(outcome.error))


def _blame(error: BaseException) -> Exception:
    if isinstance(error, KilledWorker):
        return WorkerDied("the Dask worker that did it died, and so did each that tried again, with nothing else to do")
    return JobFailed(f"{type(error).__name__}: {error}")


def _gone() -> ClusterError:
    return ClusterError("The scheduler of the cluster is gone. What is finished is kept: start one, and go on with it.")
