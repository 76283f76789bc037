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
import selectors
import signal
import socket
from dataclasses import dataclass
from typing import NoReturn

from . import confine, descendants
from .children import Child, Orders, become_child, start_child
from .streams import SocketStream


def zygote(control: socket.socket, *, forking: bool, call_filter: bytes = b"") -> NoReturn:
    """Serve `control` until it closes. With `forking`, children are forks of this process, else new ones.

    With a `call_filter` they are confined: no folder of their own, and no system calls but those that it lets pass.
    """
    with contextlib.suppress(PermissionError):  # bubblewrap has done it
        os.setsid()
    descendants.adopt_orphans()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    lines = control.makefile("rb")
    child: Child | None = None
    spare = Spare(control, call_filter, forking=forking)
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
class Spare:
    """A child that is started before it is asked for: the next submission does not wait for it."""

    control: socket.socket
    call_filter: bytes
    forking: bool
    limits: dict[str, float] | None = None
    child: Child | None = None
    wire: socket.socket | None = None

    def hand_over(self, limits: dict[str, float]) -> Child:
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
        self.child, self.wire = start_child(self.control, Orders(limits, self.call_filter), forking=self.forking)


def _keep_draining(control: socket.socket, child: Child | None) -> None:
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
    become_child(socket.socket(fileno=wire), tuple(writers), Orders(limits, folder=folder))
