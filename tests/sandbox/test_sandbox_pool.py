"""A pool of processes: in order, with back-pressure, and a process that dies costs only the job that killed it."""

from __future__ import annotations

import importlib
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.sandbox.pool import Pool, WorkerDied

Make = Callable[..., Pool[int]]


@pytest.fixture
def make(monkeypatch: pytest.MonkeyPatch) -> Make:
    monkeypatch.syspath_prepend(Path(__file__).parent)
    servers = importlib.import_module("squares")
    return lambda **settings: Pool(servers.Squares, **settings)


@pytest.fixture
def pool(make: Make) -> Iterator[Pool[int]]:
    made = make(size=2)
    yield made
    made.close()


def test_the_answers_come_in_the_order_of_the_jobs(pool: Pool[int]) -> None:
    assert [future.result() for future in pool.map(range(40))] == [number * number for number in range(40)]


def test_an_exception_is_the_answer_of_its_job_alone(pool: Pool[int]) -> None:
    first, second, third = pool.map([1, "bad", 3])
    assert (first.result(), third.result()) == (1, 9)
    with pytest.raises(ValueError, match="bad"):
        second.result()


def test_a_job_that_kills_its_process_twice_fails_and_the_others_do_not(pool: Pool[int]) -> None:
    answers = list(pool.map([1, "die", 3, 4]))
    assert [answers[number].result() for number in (0, 2, 3)] == [1, 9, 16]
    with pytest.raises(WorkerDied):
        answers[1].result()


def test_a_job_whose_process_died_is_done_again(pool: Pool[int], tmp_path: object) -> None:
    assert pool.submit(("die once", f"{tmp_path}/asked")).result() == 0


def test_whoever_brings_more_than_can_wait_has_to_wait(make: Make) -> None:
    pool = make(size=1, waiting=1)
    brought: list[int] = []

    def bring() -> None:
        for number in range(30):
            pool.submit(number)
            brought.append(number)

    bringer = threading.Thread(target=bring)
    bringer.start()
    time.sleep(0.05)
    assert len(brought) < 10
    bringer.join()
    pool.close()


def test_jobs_are_taken_from_a_generator_only_as_fast_as_they_are_done(make: Make) -> None:
    pool = make(size=2)
    taken: list[int] = []

    def jobs() -> Iterator[int]:
        for number in range(200):
            taken.append(number)
            yield number

    answers = pool.map(jobs())
    next(answers)
    assert len(taken) < 20
    assert len(list(answers)) == 199
    pool.close()
