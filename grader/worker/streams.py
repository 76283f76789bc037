"""Sockets and pipes as the wire sees them: exact reads with a deadline, and output kept within bounds."""

from __future__ import annotations

import os
import select
import socket
import time
from dataclasses import dataclass, field

_CHUNK = 1 << 16
_DRAIN_AT_ONCE = 1 << 22


@dataclass(slots=True)
class SocketStream:
    """A socket that reads exactly what is asked for, until `deadline` (of `time.monotonic`), if there is one.

    Raises:
        EOFError: the other side is gone.
        TimeoutError: the deadline has passed.
    """

    socket: socket.socket
    deadline: float | None = None

    def write(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            self._wait(for_writing=True)
            try:
                # Once there is any room, a blocking `send` would wait for all of it, past the deadline.
                view = view[self.socket.send(view, 0 if self.deadline is None else socket.MSG_DONTWAIT) :]
            except BlockingIOError:
                continue
            except (BrokenPipeError, ConnectionResetError):
                raise EOFError from None

    def read(self, size: int) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            self._wait(for_writing=False)
            try:
                part = self.socket.recv(min(_CHUNK, size - len(parts)))
            except ConnectionResetError:
                raise EOFError from None
            if not part:
                raise EOFError
            parts += part
        return bytes(parts)

    def _wait(self, *, for_writing: bool) -> None:
        if self.deadline is None:
            return
        left = max(self.deadline - time.monotonic(), 0)
        poll = select.poll()
        poll.register(self.socket, select.POLLOUT if for_writing else select.POLLIN)
        if not poll.poll(left * 1000):
            raise TimeoutError


@dataclass(slots=True)
class BoundedOutput:
    """The reading end of a pipe that student code prints to. Keeps the first `limit` bytes, counts them all."""

    fd: int
    limit: int
    kept: bytearray = field(default_factory=bytearray)
    total: int = 0

    def drain(self) -> bool:
        """Take what is there now, without blocking and without starving others. False at the end of the pipe."""
        taken = 0
        while taken < _DRAIN_AT_ONCE:
            try:
                part = os.read(self.fd, _CHUNK)
            except BlockingIOError:
                return True
            if not part:
                return False
            taken += len(part)
            self.total += len(part)
            self.kept += part[: max(self.limit - len(self.kept), 0)]
        return True

    def take(self) -> tuple[str, int]:
        """What has been kept since the last time, and how much was printed in all since then."""
        text, total = self.kept.decode(errors="replace"), self.total
        self.kept, self.total = bytearray(), 0
        return text, total
