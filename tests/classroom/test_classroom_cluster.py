"""A Dask cluster: answers in order, each once, whoever is killed."""

from __future__ import annotations

import itertools
import os
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, closing, suppress
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import psutil
import pytest
from distributed import Client, LocalCluster

from grader.classroom import remote
from grader.classroom.batches import JobFailed
from grader.classroom.cluster import ClusterPool, cluster_pool
from grader.classroom.graded import Graded
from grader.classroom.remote import Keeper, Recipe, installed
from grader.classroom.run import _server
from grader.classroom.unusable import ClusterError
from grader.job import Job
from grader.sandbox.bubblewrap import confined
from grader.sandbox.limits import BUBBLEWRAP, Limits
from grader.sandbox.pool import WorkerDied

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="namespaces are Linux'"),
    pytest.mark.xdist_group("cluster"),
]

SAME = ("exercise", "outcome", "score", "sha256", "stages", "findings", "mistake")
"""What a report says of a file, whoever has judged it, and however long it took."""

Made = Callable[..., ClusterPool[Any]]
Start = Callable[..., AbstractContextManager[LocalCluster]]


@pytest.fixture
def made(given: LocalCluster, servers: ModuleType) -> Iterator[Made]:
    """Pools on the cluster, stopped in the end."""
    pools: list[ClusterPool[Any]] = []

    def make(address: str = given.scheduler_address, **settings: Any) -> ClusterPool[Any]:
        pools.append(cluster_pool(address, servers.UpsideDown, **settings))
        return pools[-1]

    yield make
    for pool in reversed(pools):
        pool.stop()


def jobs(sources: Sequence[bytes], path: Path = Path("x.py")) -> list[Job]:
    return [Job(path, source=source) for source in sources]


def numbers(count: int) -> list[bytes]:
    return [f"<{number}>".encode() for number in range(count)]


def turned(answers: Sequence[Future[tuple[bytes, int]]]) -> list[bytes]:
    return [answer.result()[0] for answer in answers]


def test_the_answers_come_in_the_order_of_the_jobs(made: Made) -> None:
    assert turned(list(made().map(jobs(numbers(150))))) == [source[::-1] for source in numbers(150)]


def test_a_worker_that_is_killed_in_the_middle_of_a_run_loses_and_doubles_nothing(made: Made) -> None:
    answers = made().map(jobs(numbers(300)))
    first = [next(answers) for _ in range(40)]
    killed = first[-1].result()[1]
    os.kill(killed, signal.SIGKILL)
    rest = list(answers)
    assert turned([*first, *rest]) == [source[::-1] for source in numbers(300)]
    assert killed not in {answer.result()[1] for answer in rest[-40:]}


def test_a_job_that_kills_whoever_does_it_fails_alone(made: Made, started: Start) -> None:
    sources = numbers(120)
    sources[70] = b"die"
    with started(n_workers=2, threads_per_worker=1) as dying:
        answers = list(made(dying.scheduler_address).map(jobs(sources)))
    with pytest.raises(WorkerDied, match="the Dask worker that did it died, and so did each that tried again"):
        answers.pop(70).result()
    del sources[70]
    assert turned(answers) == [source[::-1] for source in sources]


def test_a_job_whose_worker_died_is_done_again(made: Made, tmp_path: Path) -> None:
    (answer,) = made().map(jobs([b"die once"], tmp_path / "asked"))
    assert answer.result()[0] == b"ecno eid"


@pytest.mark.parametrize(("source", "said"), [(b"bad", "ValueError: bad"), (b"exit", "SystemExit")])
def test_an_exception_is_the_answer_of_its_job_alone(made: Made, source: bytes, said: str) -> None:
    first, second, third = made().map(jobs([b"one", source, b"two"]))
    assert turned([first, third]) == [b"eno", b"owt"]
    with pytest.raises(JobFailed, match=said):
        second.result()


def test_jobs_are_taken_from_a_generator_only_as_fast_as_they_are_done(made: Made) -> None:
    taken: list[bytes] = []

    def coming() -> Iterator[Job]:
        for source in numbers(500):
            taken.append(source)
            yield Job(Path("x.py"), source=source)

    answers = made().map(coming())
    assert len(list(itertools.islice(answers, 200))) == 200
    time.sleep(0.5)
    assert len(taken) <= 200 + 2 * 4 * 8, "four batches of eight for each of two workers are kept"
    assert len(list(answers)) == 300


def test_a_large_submission_is_a_batch_of_its_own(made: Made) -> None:
    large = [bytes([65 + number]) * (1 << 20) for number in range(12)]
    assert turned(list(made().map(jobs([*numbers(200), *large])))[200:]) == large


def test_two_runs_share_a_cluster(made: Made) -> None:
    one, other = made().map(jobs(numbers(60))), made().map(jobs(numbers(60)))
    both = list(zip(one, other, strict=True))
    assert (
        turned([first for first, _ in both])
        == turned([second for _, second in both])
        == [source[::-1] for source in numbers(60)]
    )


def test_a_worker_with_many_threads_does_one_job_at_a_time(made: Made, started: Start) -> None:
    with started(n_workers=1, threads_per_worker=4) as wide:
        assert turned(list(made(wide.scheduler_address).map(jobs(numbers(60))))) == [s[::-1] for s in numbers(60)]


def test_workers_that_leave_hand_on_what_they_have_not_done(made: Made, started: Start) -> None:
    with started(n_workers=2, threads_per_worker=1) as shrinking:
        answers = made(shrinking.scheduler_address).map(jobs(numbers(200)))
        first = [next(answers) for _ in range(20)]
        shrinking.scale(1)
        assert turned([*first, *answers]) == [source[::-1] for source in numbers(200)]


def test_a_scheduler_that_is_gone_ends_the_run(made: Made, started: Start) -> None:
    with started(n_workers=1, threads_per_worker=1) as lost:
        pool = made(lost.scheduler_address)
        answers = pool.map(jobs(numbers(200)))
        next(answers)
    with pytest.raises(ClusterError) as refused:
        list(answers)
    assert str(refused.value) == (
        "The scheduler of the cluster is gone. What is finished is kept: start one, and go on with it."
    )


def test_a_local_cluster_grades_as_this_machine_does_and_leaves_nothing_running(submission_folder: Path) -> None:
    files = [
        *("right/rnn_cell/mm.py", "wrong/rnn_cell/column_w_hh.py", "faulty/syntax_error.py", "hostile/forks.py"),
    ]
    asked = [
        Job(Path("a/rnn_cell.py"), None, "a/rnn_cell.py", (submission_folder / file).read_bytes()) for file in files
    ]
    make = partial(_server, "cpu", Limits(), BUBBLEWRAP, 7)
    before = below()
    pool = cluster_pool("local:2", make, confined)
    try:
        found = [answer.result() for answer in pool.map(asked)]
        assert len(below() - before) >= 4, "two workers and two sandboxes"
    finally:
        pool.stop()
    assert not below() - before
    here = make()
    expected = [here(job) for job in asked]
    here.close()
    assert [[same(row) for row in rows] for rows in found] == [[same(row) for row in rows] for rows in expected]
    assert [row.report.outcome for (row,) in found[:2]] == ["passed", "failed"]


def test_a_class_is_graded_by_command_though_a_worker_is_killed(
    given: LocalCluster, trysquare: Any, submission_folder: Path
) -> None:
    right, wrong = (submission_folder / file for file in ("right/rnn_cell/mm.py", "wrong/rnn_cell/column_w_hh.py"))
    for number in range(24):
        folder = trysquare.folder / "class" / f"{number:02}"
        folder.mkdir(parents=True)
        source = (wrong if number % 3 == 0 else right).read_text()
        (folder / "rnn_cell.py").write_text(f"{source}\n# {number}\n")
    with Client(given.scheduler_address, set_as_default=False) as client:
        workers = list(cast("dict[str, int]", client.run(os.getpid)).values())
    killer = threading.Thread(target=kill_at_work, args=(workers[0], trysquare.folder / "class.graded/store.sqlite"))
    killer.start()
    ran = trysquare("grade", "class", "--cluster", given.scheduler_address, "--format", "json")
    killer.join()
    assert ran.code == 0, ran.stderr
    assert [(row["student"], row["outcome"]) for row in ran.reports] == [
        (f"{number:02}", "failed" if number % 3 == 0 else "passed") for number in range(24)
    ]
    assert not psutil.pid_exists(workers[0])


def kill_at_work(worker: int, store: Path) -> None:
    """As soon as the first results are stored."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as opened:
            if opened.execute("SELECT count(*) FROM results").fetchone()[0] >= 2:
                break
        time.sleep(0.02)
    os.kill(worker, signal.SIGKILL)


def test_a_server_ends_with_the_run(made: Made, tmp_path: Path) -> None:
    pool = made()
    (answer,) = pool.map(jobs([b"note"], tmp_path / "closed"))
    assert answer.result()[0] == b"eton"
    assert not (tmp_path / "closed").exists()
    pool.stop()
    assert (tmp_path / "closed").exists()


def test_a_server_that_nobody_asks_ends_and_another_takes_its_place(
    servers: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "_IDLE", 0.05)
    keeper = Keeper(Recipe(servers.UpsideDown, confined, installed()))
    keeper.setup(cast("Any", None))
    assert keeper.do(jobs([b"note"], tmp_path / "closed"))[0].answer[0] == b"eton"
    until = time.monotonic() + 10
    while not (tmp_path / "closed").exists() and time.monotonic() < until:
        time.sleep(0.01)
    assert (tmp_path / "closed").exists()
    assert keeper.do(jobs([b"again"]))[0].answer[0] == b"niaga"


def same(row: Graded) -> dict[str, Any]:
    return {name: getattr(row.report, name) for name in SAME}


def below() -> set[int]:
    """The processes that this one has started, and theirs, but for Python's own tracker of resources."""
    found: set[int] = set()
    for each in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):  # it has ended meanwhile
            found |= set() if any("resource_tracker" in word for word in each.cmdline()) else {each.pid}
    return found
