"""A Dask cluster in the place of a pool: reached, checked, used, and left as it was."""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, final

from grader.classroom.unusable import ClusterError
from grader.job import Job
from grader.sandbox.pool import Server

if TYPE_CHECKING:
    from distributed import Client

    from grader.classroom.batches import Batches
    from grader.classroom.remote import Recipe

Done = TypeVar("Done")
_Found = Mapping[str, Done | Exception]
"""What each worker answers, by its address."""

_TO_CONNECT, _TO_COME, _TO_LEAVE = 5.0, 15.0, 5.0
"""Seconds that the scheduler has to answer, that workers have to come, and that are spent on a farewell."""

_QUIET = {
    "distributed.worker.profile.enabled": False,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}
"""A cluster of our own looks at nobody, and shows nobody anything."""


def _nothing() -> None: ...


@final
@dataclass(slots=True)
class ClusterPool(Generic[Done]):
    """Does jobs on a cluster, as a `Pool` does them on this machine. Stop it when done. `cluster_pool` makes it."""

    _batches: Batches[Done]
    _opened: ExitStack

    def map(self, jobs: Iterable[Job]) -> Iterator[Future[Done]]:
        """The answers in the order of the jobs, each as soon as those before it are there. Bounded in memory.

        Jobs need their bytes with them: a path means nothing on another machine.

        Raises:
            ClusterError: the cluster is gone.
        """
        return self._batches.map(jobs)

    def stop(self) -> None:
        """Leave the cluster: jobs that wait are cancelled, and servers end with the job that they do."""
        self._opened.close()


def cluster_pool(
    address: str, make: Callable[[], Server], require: Callable[[], object] = _nothing
) -> ClusterPool[Any]:
    """A pool on the workers of a Dask cluster.

    **Arguments**

    - `address`: of its scheduler, `tcp://10.0.0.1:8786` or `tls://…`; `local:N` starts N workers on this machine, and
      ends them in the end. The certificates for TLS are those of Dask's own settings.
    - `make`: makes the server of a worker, there; importable there.
    - `require`: called on every worker first; where it raises `NoSandbox`, the cluster is refused.

    Raises:
        ClusterError: there is no Dask, no such cluster, no worker in it, or one with other versions or exercises.
    """
    size = _size(address)
    try:
        from grader.classroom.batches import Batches
        from grader.classroom.remote import Keeper, Recipe, installed
    except ModuleNotFoundError as error:
        raise ClusterError(_missing(error)) from None
    with ExitStack() as opened:
        opened.enter_context(_hushed())
        client = _client(address, opened) if size is None else _local(size, opened)
        recipe = Recipe(make, require, installed())
        _require_workers(client, address)
        _require_same(client, recipe)
        name = f"trysquare-{secrets.token_hex(8)}"
        client.register_plugin(Keeper(recipe), name=name)
        opened.callback(_left, client, name)
        batches: Batches[Any] = Batches(client, name)
        opened.callback(_cancelled, client, batches)
        return ClusterPool(batches, opened.pop_all())


def _size(address: str) -> int | None:
    """The N of `local:N`; None for the address of a scheduler.

    >>> _size("local:2"), _size("tcp://10.0.0.1:8786")
    (2, None)
    """
    if not re.match(r"local(:|$)", address):
        return None
    if re.fullmatch(r"local:[1-9][0-9]{0,3}", address):
        return int(address.removeprefix("local:"))
    raise ClusterError(f"{address} is no local cluster. Say how many workers it has: local:2")


def _missing(error: ModuleNotFoundError) -> str:
    return f"A cluster needs Dask, and there is no {error.name}. Install it: pip install 'trysquare[cluster]'"


def _client(address: str, opened: ExitStack) -> Client:
    from distributed import Client

    try:
        asyncio.run(_greet(address))
        client = Client(address, timeout=_TO_CONNECT, set_as_default=False)
    except Exception as error:  # whatever answers there may be no scheduler
        why = str(error).partition("\n")[0].rstrip(".") or "whoever is there says nothing"
        raise ClusterError(
            f"No Dask scheduler answers at {address or 'an empty address'}: {why}. Give the address that "
            "`dask scheduler` prints when it starts, tcp://… or tls://…; local:2 starts two workers on this machine."
        ) from None
    opened.callback(_closed, client)
    return client


async def _greet(address: str) -> None:
    """Raises `OSError` unless somebody greets back in time: a client by itself would wait for ever for that."""
    from distributed import Client

    client = Client(address, timeout=_TO_CONNECT, set_as_default=False, asynchronous=True)
    try:
        await asyncio.wait_for(client, _TO_CONNECT + 1)
    finally:
        await cast("Awaitable[None]", client.close(timeout=1))


def _local(size: int, opened: ExitStack) -> Client:
    """A cluster on loopback. Its certificate is its own: nobody else on this machine can send it anything to do."""
    import dask.config
    from distributed import Client, LocalCluster, Security

    from grader.classroom.remote import Uninterrupted

    try:
        security = Security.temporary()
    except ImportError:
        raise ClusterError(_missing(ModuleNotFoundError(name="cryptography"))) from None
    with dask.config.set(_QUIET):
        try:
            cluster = LocalCluster(
                n_workers=size,
                threads_per_worker=1,
                host="127.0.0.1",
                security=security,
                dashboard_address=cast("Any", None),
                memory_limit=0,
                silence_logs=logging.CRITICAL + 1,
                scheduler_kwargs={"allowed_failures": 1, "dashboard": False, "dashboard_address": "127.0.0.1:0"},
            )
        except (OSError, RuntimeError) as error:
            raise ClusterError(f"No cluster can be started on this machine: {error}.") from None
    opened.callback(_closed, cluster)
    client = Client(cluster, timeout=_TO_CONNECT, set_as_default=False)
    opened.callback(_closed, client)
    client.register_plugin(Uninterrupted(), name="uninterrupted")
    return client


def _require_workers(client: Client, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_TO_COME)
    except TimeoutError:
        raise ClusterError(
            f"The cluster at {address} has no workers, and none has come within {_TO_COME:.0f} seconds. "
            f"Start some: dask worker {address} --nthreads 1 --nworkers 4"
        ) from None


def _require_same(client: Client, recipe: Recipe) -> None:
    """Versions first, by what every Python has: a worker without Trysquare understands nothing else."""
    for name in ("trysquare", "torch"):
        ours = getattr(recipe.expected, name)
        found = cast("_Found[str]", client.run(version, name, on_error="return"))
        _refuse({worker: _other(name, theirs, ours) for worker, theirs in found.items() if theirs != ours})
    found = cast("_Found[None]", client.run(recipe.check, on_error="return"))
    _refuse({worker: str(error) for worker, error in found.items() if error is not None})


def _other(name: str, theirs: str | Exception, ours: str) -> str:
    there = f"There is no {name} there" if isinstance(theirs, Exception) else f"There is {name} {theirs} there"
    return f"{there}, and {ours} here. Install {name} {ours} there, and restart the workers."


def _refuse(why: Mapping[str, str]) -> None:
    if why:
        worker, first = next(iter(sorted(why.items())))
        more = f" (and {len(why) - 1} more)" if len(why) > 1 else ""
        raise ClusterError(f"The worker {worker}{more} cannot be used. {first}")


def _hushed() -> Any:
    """What Dask logs here is told in our words."""
    from distributed.utils import silence_logging_cmgr

    return silence_logging_cmgr(logging.CRITICAL + 1)


def _cancelled(client: Client, batches: Batches[Any]) -> None:
    if client.status == "running":
        with suppress(Exception):
            batches.cancel()


def _left(client: Client, name: str) -> None:
    if client.status == "running":
        with suppress(Exception):
            client.unregister_worker_plugin(name)


def _closed(opened: Any) -> None:
    with suppress(Exception):
        opened.close(timeout=_TO_LEAVE)
