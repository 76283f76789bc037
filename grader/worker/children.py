"""A child of the zygote, in which one submission runs: started, locked down, drained, and ended with all it started."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from . import confine, descendants
from .limited import set_limits
from .program import scrubbed_environment, worker_command
from .streams import BoundedOutput, SocketStream

READY = b"!"
"""What a child sends before anything else, once torch is there: from then on it is the submission's time."""

BROKEN = 70
"""The exit code of a worker whose own code fails, as when student code has damaged the interpreter."""


@dataclass(slots=True)
class Child:
    """A running child, as its zygote knows it."""

    pid: int
    folder: str | None
    outputs: tuple[BoundedOutput, BoundedOutput]
    status: int | None = None
    spared: int | None = None
    """Another child of the zygote, which does not end with this one."""

    def reap(self) -> bool:
        """Whether it has ended; then everything it started ends too."""
        if self.status is None:
            with contextlib.suppress(ChildProcessError):
                pid, status = os.waitpid(self.pid, os.WNOHANG)
                if pid:
                    self.status = status
                    descendants.end_all(self.pid, but=self.spared)
        return self.status is not None

    def end(self, patience: float) -> dict[str, Any]:
        """End it and all it started; say how it ended (`code` is None if it had to be ended) and what it printed."""
        until = time.monotonic() + patience
        while not (ended_by_itself := self.reap()) and time.monotonic() < until:
            self.drain()
            time.sleep(0.001)
        if not ended_by_itself:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self.status = os.waitpid(self.pid, 0)[1]
            descendants.end_all(self.pid, but=self.spared)
        printed = self.printed()
        for output in self.outputs:
            os.close(output.fd)
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
        code = os.waitstatus_to_exitcode(self.status or 0)
        return {"code": code if ended_by_itself else None, **printed}

    def drain(self) -> None:
        for output in self.outputs:
            output.drain()

    def printed(self) -> dict[str, Any]:
        self.drain()
        (stdout, out_bytes), (stderr, err_bytes) = (output.take() for output in self.outputs)
        return {"stdout": stdout, "stderr": stderr, "bytes": out_bytes + err_bytes}


@dataclass(frozen=True, slots=True)
class Orders:
    """What a child may use, and which system calls it may make. Without a filter it has a folder of its own."""

    limits: dict[str, float]
    call_filter: bytes = b""
    folder: str | None = None


def start_child(control: socket.socket, orders: Orders, *, forking: bool) -> tuple[Child, socket.socket]:
    """Start a child; returns it, and the trusted side's end of the wire to it."""
    ours, theirs = socket.socketpair()
    readers, writers = zip(os.pipe(), os.pipe(), strict=True)
    folder = None if orders.call_filter else tempfile.mkdtemp(prefix="trysquare-")
    orders = replace(orders, folder=folder)
    if forking:
        pid = os.fork()
        if pid == 0:
            _close_all_but(theirs.fileno(), *writers)
            become_child(theirs, writers, orders)
    else:
        pid = _spawn_child(theirs, writers, orders)
    theirs.close()
    for fd in writers:
        os.close(fd)
    for fd in readers:
        os.set_blocking(fd, False)
    kept = int(orders.limits["output_bytes"])
    return Child(pid, folder, (BoundedOutput(readers[0], kept), BoundedOutput(readers[1], kept))), ours


def _close_all_but(*kept: int) -> None:
    """What the zygote has open, pipes of another child among it, is nothing to a child."""
    below = 2
    for fd in (*sorted(kept), os.sysconf("SC_OPEN_MAX")):
        os.closerange(below + 1, fd)
        below = fd


def _spawn_child(wire: socket.socket, writers: tuple[int, ...], orders: Orders) -> int:
    """A child that is a new process: where a fork is unsafe (GPU, macOS)."""
    passed = [wire.fileno(), *writers]
    command = [*worker_command(), "child", json.dumps([passed, orders.limits, orders.folder])]
    process = subprocess.Popen(command, pass_fds=passed, stdin=subprocess.DEVNULL, env=scrubbed_environment())
    process.returncode = 0  # reaped by `Child`, not by subprocess
    return process.pid


def become_child(wire: socket.socket, writers: tuple[int, ...], orders: Orders) -> NoReturn:
    """In the child: lock everything down, then serve the wire until it closes. Never returns."""
    code = BROKEN
    try:
        descendants.die_with_parent()
        if os.getpid() != os.getpgid(0):
            os.setsid()
        _own_streams(writers)
        _settle_in(orders.folder)
        from .child import serve

        set_limits(orders.limits)
        if orders.call_filter:
            confine.filter_calls(orders.call_filter)
        wire.sendall(READY)
        serve(SocketStream(wire), writers)
    except EOFError:
        code = 0
    except BaseException:
        os.write(writers[1], traceback.format_exc().encode())
    finally:
        os._exit(code)


def _settle_in(folder: str | None) -> None:
    """The one folder that is the child's own: its home, where it works, and where it puts files. Or none at all."""
    home = folder or "/"
    os.chdir(home)
    environment = scrubbed_environment()
    os.environ.clear()
    os.environ.update(environment, HOME=home, TMPDIR=home)
    tempfile.tempdir = folder
    if folder is None:
        os.environ["TORCHINDUCTOR_CACHE_DIR"] = home  # torch makes sure that it is there before it may need it


def _own_streams(writers: tuple[int, ...]) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(writers[0], 1)
    os.dup2(writers[1], 2)
    # Not closed: they live as long as the process.
    sys.stdin = open(0, closefd=False)  # noqa: SIM115
    sys.stdout, sys.stderr = (
        open(fd, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115
        for fd in (1, 2)
    )
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr
