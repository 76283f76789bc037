"""A Dask cluster that somebody has started, and what its workers do in tests."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from distributed import LocalCluster


@pytest.fixture(scope="module")
def servers() -> Iterator[ModuleType]:
    """The module `upside_down`, where workers find it, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(Path(__file__).parent)
        yield importlib.import_module("upside_down")


@pytest.fixture(scope="module")
def started() -> Callable[..., AbstractContextManager[LocalCluster]]:
    """Starts a cluster on loopback, without pages for browsers. Dask gives up on a task that has killed two workers."""
    from dask.config import set as configured
    from distributed import LocalCluster

    @contextmanager
    def start(**settings: Any) -> Generator[LocalCluster]:
        with configured({"distributed.scheduler.http.routes": [], "distributed.worker.http.routes": []}):
            scheduler = {"allowed_failures": 1, "dashboard": False, "dashboard_address": "127.0.0.1:0"}
            made = LocalCluster(
                host="127.0.0.1", silence_logs=logging.CRITICAL, memory_limit=0, scheduler_kwargs=scheduler, **settings
            )
        try:
            yield made
        finally:
            made.close()

    return start


@pytest.fixture(scope="module")
def given(servers: ModuleType, started: Callable[..., AbstractContextManager[LocalCluster]]) -> Iterator[LocalCluster]:
    """A cluster of two workers."""
    with started(n_workers=2, threads_per_worker=1) as cluster:
        yield cluster
