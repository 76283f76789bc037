"""A run: every file of every student graded once, its results stored as they come; what is there already stays."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from grader.classroom.gather import Handed
from grader.classroom.gpus import gpus, keep_to
from grader.classroom.graded import Enrolled, Graded, not_graded
from grader.classroom.key import Terms
from grader.classroom.store import Store
from grader.exercise import known_exercises
from grader.job import Job
from grader.sandbox.files import beside
from grader.sandbox.limits import BUBBLEWRAP, Limits
from grader.sandbox.pool import Pool, Server

if TYPE_CHECKING:
    from grader.classroom.cluster import ClusterPool

_NEVER = "not graded"
"""The key of a file that has to be graded again."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a class is graded: by so many `jobs` at once on this machine, or by a Dask `cluster`, by its address."""

    jobs: int = 1
    device: str = "cpu"
    isolation: str = "bubblewrap"
    limits: Limits = field(default_factory=Limits)
    exercise: str | None = None
    regrade: bool = False
    cluster: str | None = None


@dataclass(slots=True)
class Progress:
    """How far a run is. `graded` were done by it, `known` were in the store already."""

    files: int
    graded: int = 0
    known: int = 0
    failed: int = 0

    @property
    def done(self) -> int:
        return self.graded + self.known


@dataclass(frozen=True, slots=True)
class _File:
    """One file to grade."""

    student: str
    name: str
    key: str
    job: Job

    @property
    def scope(self) -> str:
        return self.job.only[0] if self.job.only else ""


def grade(
    handed: Iterable[Handed], store: Store, settings: Settings, tell: Callable[[Progress], None] = lambda _: None
) -> Progress:
    """Grade what the store does not know yet, and tell how far it is after every file.

    The seed belongs to the store: a run that goes on, or a second one beside it, asks the same questions.

    Raises:
        StoreError: the store cannot be used.
        ClusterError: the cluster cannot be used, or no more.
    """
    seed = int(store.setting("seed", str(secrets.randbits(48))))
    terms = Terms(seed, settings.device, settings.isolation, settings.limits.as_dict())
    handed = list(handed)
    store.enrol(Enrolled(hand.student, hand.user, hand.remarks, hand.system) for hand in handed)
    files = [file for hand in handed for file in _files(hand, terms, settings.exercise)]
    store.forget_others((file.student, file.name) for file in files)
    progress = Progress(len(files))
    waiting = list(_unknown(files, store, progress, tell, regrade=settings.regrade))
    if waiting:
        pool = _pool(settings, seed, len(waiting))
        try:
            for file, answer in zip(waiting, pool.map(file.job for file in waiting), strict=True):
                found = _write(file, answer, store)
                progress.graded += 1
                progress.failed += any(each.report.outcome != "passed" for each in found)
                tell(progress)
        finally:
            pool.stop()
    return progress


def _pool(settings: Settings, seed: int, files: int) -> Pool[tuple[Graded, ...]] | ClusterPool[tuple[Graded, ...]]:
    make = partial(_server, settings.device, settings.limits, settings.isolation, seed)
    if settings.cluster is None:
        return Pool(make, min(settings.jobs, files), preload=_PRELOAD, places=gpus(settings.device))
    from grader.classroom.cluster import cluster_pool
    from grader.sandbox.bubblewrap import confined

    if settings.isolation == BUBBLEWRAP:
        return cluster_pool(settings.cluster, make, confined)
    return cluster_pool(settings.cluster, make)


def _write(file: _File, answer: Future[tuple[Graded, ...]], store: Store) -> tuple[Graded, ...]:
    """Store what was found of a file; where the grader has failed, that, and the next run tries again."""
    error = answer.exception()
    if error is None:
        store.write(file.student, file.name, file.key, answer.result(), file.scope)
        return answer.result()
    stem = Path(file.name).stem
    exercise = stem if any(each.id == stem for each in known_exercises()) else None
    failed = (not_graded(file.name, exercise, f"{type(error).__name__}: {error}"),)
    store.write(file.student, file.name, _NEVER, failed, file.scope)
    return failed


def _server(device: str, limits: Limits, isolation: str, seed: int, gpu: str | None = None) -> Server:
    """In a process of the pool: only there is torch imported."""
    from grader.classroom.server import ClassServer

    if gpu is not None:
        keep_to(gpu)
    return ClassServer(device, limits, isolation, seed)


_PRELOAD = ("grader.checker", "grader.classroom.server")


def _unknown(
    files: Iterable[_File], store: Store, progress: Progress, tell: Callable[[Progress], None], *, regrade: bool
) -> Iterator[_File]:
    """The files that have to be graded. What is known of the same content, whoever handed it in, is written at once."""
    for file in files:
        if regrade or not _is_known(file, store):
            yield file
            continue
        progress.known += 1
        tell(progress)


def _is_known(file: _File, store: Store) -> bool:
    return store.is_graded(file.student, file.name, file.key, file.scope) or _copied(file, store)


def _copied(file: _File, store: Store) -> bool:
    """Whether somebody has handed in the same: then the same is found of it, under this student's name and file."""
    known = store.known(file.key, file.scope)
    if not known:
        return False
    if any(each.report.file != file.name for each in known):
        return False  # under another name it may be taken for another exercise
    store.write(file.student, file.name, file.key, known, file.scope)
    return True


def _files(hand: Handed, terms: Terms, exercise: str | None) -> Iterator[_File]:
    for name, source in hand.files.items():
        siblings = beside(name, hand.files)
        is_named_so = exercise is not None and Path(name).stem == exercise
        only = (exercise,) if exercise is not None else ()
        job = Job(Path(name), exercise if is_named_so else None, name, source, siblings, only)
        yield _File(hand.student, name, terms.key(source, siblings), job)
