"""A handle to a zygote: a process, forked or spawned, that starts one child for each submission."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, NoReturn

from grader.sandbox.limits import Limits
from grader.worker.children import READY
from grader.worker.program import scrubbed_environment, worker_command
from grader.worker.serve import zygote
from grader.worker.streams import SocketStream

_PATIENCE, _FIRST_PATIENCE = 10.0, 120.0
"""Seconds to wait for an answer; for the first one longer, since the zygote may still be importing torch."""
_FAREWELL = 2.0


class ZygoteDied(Exception):
    """The zygote is gone or answers no more. Start another one."""


@dataclass(slots=True)
class Zygote:
    """A running zygote. Close it when done; it also ends when this process does.

    Raises:
        ZygoteDied: from every method, when it does not answer.
    """

    pid: int
    control: socket.socket
    folder: str | None = None
    is_confined: bool = False
    _ended: bool = False
    _has_answered: bool = False
    _owes_answer: bool = False

    def start(self, limits: Limits) -> SocketStream:
        """Start a child; returns the wire to it, once it is ready."""
        self._order({"do": "start", "limits": limits.as_dict()})
        with self._patiently():
            line, (fd, *_), _, _ = socket.recv_fds(self.control, 1 << 12, 1)
            self.folder = json.loads(line)["folder"]
            stream = SocketStream(socket.socket(fileno=fd), time.monotonic() + _FIRST_PATIENCE)
            with contextlib.ExitStack() as unless_ready:
                unless_ready.callback(stream.socket.close)
                stream.read(len(READY))
                unless_ready.pop_all()
        self._has_answered = True
        return stream

    def output(self) -> dict[str, Any]:
        """What the child has printed since this was asked last."""
        return self._answer({"do": "output"})

    def end(self, *, patience: float = 0) -> dict[str, Any]:
        """End the child with everything it started. `code` says how it ended by itself, within `patience`."""
        return self._answer({"do": "end", "patience": patience})

    def dismiss(self) -> None:
        """End the child, however it would have ended. A confined one can leave nothing behind: nobody waits for it."""
        if not self.is_confined:
            self.end()
            return
        self._order({"do": "end", "patience": 0})
        self._owes_answer = True

    def close(self) -> None:
        """End the zygote, and with it its child."""
        self.control.close()
        until = time.monotonic() + _FAREWELL
        while time.monotonic() < until:
            if not self.is_alive():
                return
            time.sleep(0.001)
        self.kill()

    def kill(self) -> None:
        """End the zygote at once. Its child is killed by the kernel with it."""
        self.control.close()
        if self.is_alive():
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self._ended = True
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def is_alive(self) -> bool:
        """Whether the process is still there. Once it is not, its id may be somebody else's."""
        if not self._ended:
            try:
                self._ended = os.waitpid(self.pid, os.WNOHANG)[0] != 0
            except ChildProcessError:
                self._ended = True
        return not self._ended

    def _answer(self, order: dict[str, Any]) -> dict[str, Any]:
        self._order(order)
        return self._line()

    def _line(self) -> dict[str, Any]:
        line = bytearray()
        with self._patiently():
            while not line.endswith(b"\n"):
                if not (part := self.control.recv(1 << 16)):
                    raise EOFError
                line += part
        return json.loads(line)

    def _order(self, order: dict[str, Any]) -> None:
        if self._owes_answer:
            self._line()
            self._owes_answer = False
        with self._patiently():
            self.control.sendall(json.dumps(order).encode() + b"\n")

    @contextlib.contextmanager
    def _patiently(self) -> Generator[None]:
        try:
            self.control.settimeout(_PATIENCE if self._has_answered else _FIRST_PATIENCE)
            yield
        except (OSError, EOFError, ValueError) as error:
            self.kill()
            raise ZygoteDied(str(error)) from None


def start_confined_zygote(packages: tuple[str, ...] = ()) -> Zygote:
    """Start a zygote under bubblewrap, whose children are filtered.

    Raises:
        NoSandbox: something that it needs is missing.
    """
    from grader.sandbox.bubblewrap import confined, inside_command  # only who asks for it pays for it
    from grader.sandbox.seccomp import filter_program

    command, seen = confined(packages)
    program = filter_program()
    ours, theirs = socket.socketpair()
    process = subprocess.Popen(
        [*command, *inside_command(seen), "zygote", str(theirs.fileno()), "confined"],
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=scrubbed_environment(),
    )
    process.returncode = 0  # reaped by `close`
    theirs.close()
    ours.sendall(len(program).to_bytes(4, "big") + program)
    return Zygote(process.pid, ours, is_confined=True)


def start_zygote(*, spawn: bool = False, device: str = "cpu") -> Zygote:
    """Fork a zygote from this process, which has torch loaded; or, where that is unsafe, spawn one.

    Ask for `spawn` where the reference is loaded already: what a fork has in memory, student code could read.
    On a GPU, and where a fork is never safe, the zygote's children are spawned, too.
    """
    ours, theirs = socket.socketpair()
    if spawn or device != "cpu" or not fork_is_safe():
        how = "fork" if device == "cpu" and sys.platform == "linux" else "spawn"
        command = [*worker_command(), "zygote", str(theirs.fileno()), how]
        process = subprocess.Popen(
            command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env=scrubbed_environment()
        )
        process.returncode = 0  # reaped by `close`
        pid = process.pid
    else:
        pid = os.fork()
        if pid == 0:
            _become_zygote(theirs)
    theirs.close()
    return Zygote(pid, ours)


def fork_is_safe() -> bool:
    """Linux, one thread, and no GPU in use: what a fork copies is then whole."""
    torch = sys.modules.get("torch")
    gpu_in_use = torch is not None and torch.cuda.is_initialized()
    return sys.platform == "linux" and threading.active_count() == 1 and not gpu_in_use


def _become_zygote(control: socket.socket) -> NoReturn:
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        for fd in (0, 1, 2):
            os.dup2(nothing, fd)
        os.closerange(3, control.fileno())
        os.closerange(control.fileno() + 1, os.sysconf("SC_OPEN_MAX"))
        zygote(control, forking=True)
    finally:
        os._exit(70)
