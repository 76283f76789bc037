"""Clusters that cannot be used, or not in the same way, are refused with a remedy."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from importlib.metadata import version
from types import ModuleType

import pytest
from distributed import LocalCluster

from grader.classroom import cluster, remote
from grader.classroom.cluster import cluster_pool
from grader.classroom.remote import installed
from grader.classroom.unusable import ClusterError
from grader.sandbox.bubblewrap import confined

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="namespaces are Linux'"),
    pytest.mark.xdist_group("cluster"),
]

Start = Callable[..., AbstractContextManager[LocalCluster]]


def test_without_dask_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("grader.classroom.batches", "grader.classroom.remote"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert refusal("local:2") == (
        "A cluster needs Dask, and there is no distributed. Install it: pip install 'trysquare[cluster]'"
    )


@pytest.mark.parametrize("address", ["local", "local:0", "local:-1", "local:two", "local:2:3"])
def test_a_local_cluster_needs_a_number_of_workers(address: str) -> None:
    assert refusal(address) == f"{address} is no local cluster. Say how many workers it has: local:2"


@pytest.mark.parametrize("says", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n" * 9])
def test_what_is_no_scheduler_is_not_waited_for(says: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_TO_CONNECT", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        speaker = threading.Thread(target=say, args=(server, says))
        speaker.start()
        told = refusal(address)
        server.shutdown(socket.SHUT_RDWR)
        speaker.join()
    assert told.startswith(f"No Dask scheduler answers at {address}: ")
    assert told.endswith(
        ". Give the address that `dask scheduler` prints when it starts, tcp://… or tls://…; "
        "local:2 starts two workers on this machine."
    )


def say(server: socket.socket, what: bytes) -> None:
    """To everybody who connects."""
    connected: list[socket.socket] = []
    with suppress(OSError):
        while True:
            connected.append(server.accept()[0])
            connected[-1].sendall(what)
    for each in connected:
        each.close()


def test_where_nobody_listens_no_scheduler_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_TO_CONNECT", 0.3)
    assert "No Dask scheduler answers at tcp://127.0.0.1:1: Timed out" in refusal("tcp://127.0.0.1:1")


def test_a_cluster_without_workers_is_refused(started: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_TO_COME", 1.0)
    with started(n_workers=0) as empty:
        address = empty.scheduler_address
        assert refusal(address) == (
            f"The cluster at {address} has no workers, and none has come within 1 seconds. "
            f"Start some: dask worker {address} --nthreads 1 --nworkers 4"
        )


@pytest.mark.parametrize("name", ["trysquare", "torch"])
def test_other_versions_are_refused(given: LocalCluster, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    here = replace(installed(), **{name: "99"})
    monkeypatch.setattr(remote, "installed", lambda: here)
    told = refusal(given.scheduler_address)
    assert told.startswith("The worker tcp://127.0.0.1:")
    assert told.endswith(
        f" (and 1 more) cannot be used. There is {name} {version(name)} there, and 99 here. "
        f"Install {name} 99 there, and restart the workers."
    )


def test_other_exercises_are_refused(given: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    others = replace(installed(), exercises="others")
    monkeypatch.setattr(remote, "installed", lambda: others)
    assert refusal(given.scheduler_address).endswith(
        "cannot be used. The exercises there are not those here. Install the same there, with the same folder in "
        "TRYSQUARE_EXERCISES, and restart the workers."
    )


def test_a_worker_without_a_sandbox_is_refused(given: LocalCluster, servers: ModuleType) -> None:
    told = refusal(given.scheduler_address, servers.no_sandbox)
    assert told.endswith("cannot be used. The sandbox needs bubblewrap, and there is no `bwrap`.")


def refusal(address: str, require: Callable[[], object] = confined) -> str:
    """What is said where a cluster is refused."""
    with pytest.raises(ClusterError) as refused:
        cluster_pool(address, object, require)
    return str(refused.value)
