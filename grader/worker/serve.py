"""The worker process: a zygote that keeps torch warm, and one child for each submission.

The trusted side holds one socket to the zygote (`start`, `output`, `end`, as lines of JSON) and one to each child
(the wire). The zygote never runs student code: it starts children, drains what they print and ends them with
everything they have started.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import resource
import selectors
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
from .streams import BoundedOutput, SocketStream

_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
_MOST_FILES = 256
READY = b"!"
"""What a child sends before anything else, once torch is there: from then on it is the submission's time."""

BROKEN = 70
"""The exit code of a worker whose own code fails, as when student code has damaged the interpreter."""


@dataclass(slots=True)
class _Child:
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


def zygote(control: socket.socket, *, forking: bool, call_filter: bytes = b"") -> NoReturn:
    """Serve `control` until it closes. With `forking`, children are forks of this process, else new ones.

    With a `call_filter` they are confined: no folder of their own, and no system calls but those that it lets pass.
    """
    with contextlib.suppress(PermissionError):  # bubblewrap has done it
        os.setsid()
    descendants.adopt_orphans()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    lines = control.makefile("rb")
    child: _Child | None = None
    spare = _Spare(control, call_filter, forking=forking)
    try:
        while True:
            _keep_draining(control, child)
            line = lines.readline(1 << 16)
            if not line:
                break
            order = json.loads(line)
            if order["do"] == "start":
                child = spare.hand_over(order["limits"])
            elif child is not None:
                answer = child.printed() if order["do"] == "output" else child.end(order["patience"])
                child = child if order["do"] == "output" else None
                control.sendall(json.dumps(answer).encode() + b"\n")
    finally:
        for each in (child, spare.child):
            if each is not None:
                each.end(patience=0)
        os._exit(0)


@dataclass(slots=True)
class _Spare:
    """A child that is started before it is asked for: the next submission does not wait for it."""

    control: socket.socket
    call_filter: bytes
    forking: bool
    limits: dict[str, float] | None = None
    child: _Child | None = None
    wire: socket.socket | None = None

    def hand_over(self, limits: dict[str, float]) -> _Child:
        """A child with these limits, whose wire goes to the trusted side; and the next one is made ready."""
        if self.child is None or self.limits != limits or self.child.reap():
            self._make(limits)
        child, wire = self.child, self.wire
        assert child is not None
        assert wire is not None
        self.child = self.wire = None
        socket.send_fds(self.control, [json.dumps({"folder": child.folder}).encode() + b"\n"], [wire.fileno()])
        wire.close()
        if self.call_filter:  # elsewhere the one that runs could reach the one that waits
            self._make(limits)
            assert self.child is not None
            child.spared = self.child.pid
        return child

    def _make(self, limits: dict[str, float]) -> None:
        if self.child is not None and self.wire is not None:
            self.wire.close()
            self.child.end(patience=0)
        self.limits = limits
        self.child, self.wire = _start(self.control, _Orders(limits, self.call_filter), forking=self.forking)


def _keep_draining(control: socket.socket, child: _Child | None) -> None:
    """Wait for an order; meanwhile take what the child prints, and notice its end."""
    if child is None:
        return
    with selectors.DefaultSelector() as selector:
        selector.register(control, selectors.EVENT_READ)
        for output in child.outputs:
            selector.register(output.fd, selectors.EVENT_READ, output)
        while True:
            ready = [key for key, _ in selector.select(timeout=0.02 if child.status is None else None)]
            for key in ready:
                if key.data is not None and not key.data.drain():
                    selector.unregister(key.fd)
            child.reap()
            if any(key.data is None for key in ready):
                return


@dataclass(frozen=True, slots=True)
class _Orders:
    """What a child may use, and which system calls it may make. Without a filter it has a folder of its own."""

    limits: dict[str, float]
    call_filter: bytes = b""
    folder: str | None = None


def _start(control: socket.socket, orders: _Orders, *, forking: bool) -> tuple[_Child, socket.socket]:
    """Start a child; returns it, and the trusted side's end of the wire to it."""
    ours, theirs = socket.socketpair()
    readers, writers = zip(os.pipe(), os.pipe(), strict=True)
    folder = None if orders.call_filter else tempfile.mkdtemp(prefix="trysquare-")
    orders = replace(orders, folder=folder)
    if forking:
        pid = os.fork()
        if pid == 0:
            _close_all_but(theirs.fileno(), *writers)
            _become_child(theirs, writers, orders)
    else:
        pid = _spawn_child(theirs, writers, orders)
    theirs.close()
    for fd in writers:
        os.close(fd)
    for fd in readers:
        os.set_blocking(fd, False)
    kept = int(orders.limits["output_bytes"])
    return _Child(pid, folder, (BoundedOutput(readers[0], kept), BoundedOutput(readers[1], kept))), ours


def _close_all_but(*kept: int) -> None:
    """What the zygote has open, pipes of another child among it, is nothing to a child."""
    below = 2
    for fd in (*sorted(kept), os.sysconf("SC_OPEN_MAX")):
        os.closerange(below + 1, fd)
        below = fd


def _spawn_child(wire: socket.socket, writers: tuple[int, ...], orders: _Orders) -> int:
    """A child that is a new process: where a fork is unsafe (GPU, macOS)."""
    passed = [wire.fileno(), *writers]
    command = [*worker_command(), "child", json.dumps([passed, orders.limits, orders.folder])]
    process = subprocess.Popen(command, pass_fds=passed, stdin=subprocess.DEVNULL, env=scrubbed_environment())
    process.returncode = 0  # reaped by `_Child`, not by subprocess
    return process.pid


def _become_child(wire: socket.socket, writers: tuple[int, ...], orders: _Orders) -> NoReturn:
    """In the child: lock everything down, then serve the wire until it closes. Never returns."""
    code = BROKEN
    try:
        descendants.die_with_parent()
        if os.getpid() != os.getpgid(0):
            os.setsid()
        _own_streams(writers)
        _settle_in(orders.folder)
        from .child import serve

        _set_limits(orders.limits)
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


def _set_limits(limits: dict[str, float]) -> None:
    """Hard limits of the kernel. Memory counts from what the interpreter and torch already hold."""
    _limit(resource.RLIMIT_CORE, 0)
    cpu = int(limits["cpu_seconds"]) + 1
    _limit(resource.RLIMIT_CPU, cpu, cpu + 1)  # first a signal that tells why, then the end
    _limit(resource.RLIMIT_FSIZE, int(limits["file_mib"]) << 20)
    _limit(resource.RLIMIT_NOFILE, _MOST_FILES)
    if sys.platform == "linux":
        with open("/proc/self/statm") as statm:
            held = int(statm.read().split()[0]) * resource.getpagesize()
        _limit(resource.RLIMIT_AS, held + (int(limits["memory_mib"]) << 20))
        with open("/proc/loadavg") as load:
            running = int(load.read().split()[3].split("/")[1])
        _limit(resource.RLIMIT_NPROC, running + int(limits["processes"]))


def _limit(what: int, soft: int, hard: int | None = None) -> None:
    ceiling = resource.getrlimit(what)[1]
    hard = soft if hard is None else hard
    hard = hard if ceiling == resource.RLIM_INFINITY else min(hard, ceiling)
    resource.setrlimit(what, (min(soft, hard), hard))


def scrubbed_environment() -> dict[str, str]:
    """What a worker is told of our environment: what Python needs, no secrets, one thread."""
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    return {**kept, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def worker_command() -> list[str]:
    """How to start this program in an interpreter of its own that sees `grader.worker` and nothing else of ours."""
    return command_of(sys.executable, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def command_of(python: str, grader: str, packages: str | None = None) -> list[str]:
    """The same with this interpreter, the folder that `worker` stands in, and a folder of packages."""
    code = (
        f"import sys, types; sys.path += {[packages] if packages else []!r}; package = types.ModuleType('grader'); "
        f"package.__path__ = [{grader!r}]; sys.modules['grader'] = package; "
        "from grader.worker.serve import main; main(sys.argv[1:])"
    )
    return [python, "-I", "-c", code]


def main(arguments: list[str]) -> None:
    """`zygote FD fork|spawn|confined`, or `child JSON`: started by `worker_command`.

    To one that is to be `confined` the filter of system calls is sent first: its length in four bytes, and the program.
    """
    if arguments[0] == "zygote":
        control, how = socket.socket(fileno=int(arguments[1])), arguments[2]
        call_filter = b""
        if how == "confined":
            confine.hide_memory()
            stream = SocketStream(control)
            call_filter = stream.read(int.from_bytes(stream.read(4), "big"))
        if how != "spawn":
            importlib.import_module("grader.worker.warm").warm_up()  # torch and all else, once for all children
            gc.collect()
            gc.freeze()  # its objects are not looked through in every child
        zygote(control, forking=how != "spawn", call_filter=call_filter)
    (wire, *writers), limits, folder = json.loads(arguments[1])
    _become_child(socket.socket(fileno=wire), tuple(writers), _Orders(limits, folder=folder))
