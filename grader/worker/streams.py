"""Sockets and pipes as the wire sees them: exact reads with a deadline, and output kept within bounds."""

from __future__ import annotations

import os
import select
import socket
import time
from dataclasses import dataclass, field

_CHUNK = 1 << 16
_DRAIN_AT_ONCE = 1 << 22
_MOST_ARRIVED = 1 << 28


@dataclass(slots=True)
class SocketStream:
    """A socket that reads exactly what is asked for, until `deadline` (of `time.monotonic`), if there is one.

    With a deadline, what arrives while there is no room to write is taken in: two sides that both write do not wait
    for each other for ever.

    Raises:
        EOFError: the other side is gone.
        TimeoutError: the deadline has passed.
    """

    socket: socket.socket
    deadline: float | None = None
    taken: int = 0
    """Bytes that were read in all."""
    _arrived: bytearray = field(default_factory=bytearray)

    def write(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            if not self._wait(select.POLLOUT | (select.POLLIN if len(self._arrived) < _MOST_ARRIVED else 0)):
                self._arrived += self._receive(_CHUNK)
                continue
            try:
                # Once there is any room, a blocking `send` would wait for all of it, past the deadline.
                view = view[self.socket.send(view, 0 if self.deadline is None else socket.MSG_DONTWAIT) :]
            except BlockingIOError:
                continue
            except (BrokenPipeError, ConnectionResetError):
                raise EOFError from None

    def read(self, size: int) -> bytes:
        self.taken += size
        parts = self._arrived[:size]
        del self._arrived[:size]
        while len(parts) < size:
            self._wait(select.POLLIN)
            parts += self._receive(min(_CHUNK, size - len(parts)))
        return bytes(parts)

    def _receive(self, most: int) -> bytes:
        try:
            part = self.socket.recv(most)
        except ConnectionResetError:
            raise EOFError from None
        if not part:
            raise EOFError
        return part

    def _wait(self, events: int) -> bool:
        """Until one of the events: whether it is the one that writing waits for."""
        if self.deadline is None:
            return True
        left = max(self.deadline - time.monotonic(), 0)
        poll = select.poll()
        poll.register(self.socket, events)
        ready = poll.poll(left * 1000)
        if not ready:
            raise TimeoutError
        return ready[0][1] != select.POLLIN


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
