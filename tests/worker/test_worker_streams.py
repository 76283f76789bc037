"""Sockets that read exactly, with a deadline; pipes of which the beginning is kept and everything is counted."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from grader.worker.streams import BoundedOutput, SocketStream


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    a, b = socket.socketpair()
    yield a, b
    a.close()
    b.close()


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    yield reader, writer
    os.close(reader)
    os.close(writer)


def test_bytes_that_come_in_pieces_are_read_as_one(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    data = bytes(range(256)) * 4096

    def send_in_pieces() -> None:
        for start in range(0, len(data), 99_991):
            theirs.sendall(data[start : start + 99_991])

    sender = threading.Thread(target=send_in_pieces)
    sender.start()
    stream = SocketStream(ours, time.monotonic() + 60)
    assert stream.read(3) == data[:3]
    assert stream.read(0) == b""
    assert stream.read(len(data) - 3) == data[3:]
    sender.join()


def test_more_than_the_socket_holds_is_written_whole(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    data = os.urandom(3 << 20)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(SocketStream(theirs).read(len(data))))
    reader.start()
    SocketStream(ours, time.monotonic() + 60).write(data)
    reader.join()
    assert received == [data]


def test_the_end_in_the_middle_is_an_end_and_not_a_short_answer(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    theirs.sendall(b"abc")
    theirs.close()
    stream = SocketStream(ours)
    assert stream.read(2) == b"ab"
    with pytest.raises(EOFError):
        stream.read(2)


def test_a_reader_that_left_with_something_unread_is_an_end(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    ours.sendall(b"never read")
    theirs.close()
    stream = SocketStream(ours)
    with pytest.raises(EOFError):
        stream.read(1)
    with pytest.raises(EOFError):
        stream.write(b"x" * (1 << 20))


@pytest.mark.parametrize("late", [0.0, 5.0])
def test_nothing_is_waited_for_after_the_deadline(ends: tuple[socket.socket, socket.socket], late: float) -> None:
    ours, _ = ends
    stream = SocketStream(ours, time.monotonic() - late)
    with pytest.raises(TimeoutError):
        stream.read(1)
    ours.setblocking(False)
    with contextlib.suppress(BlockingIOError):
        while True:
            ours.send(bytes(1 << 16))
    ours.setblocking(True)
    with pytest.raises(TimeoutError):
        stream.write(b"x")


def test_a_reader_that_stops_reading_does_not_hold_up_the_writer(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    rescue = threading.Timer(3, theirs.close)
    rescue.start()
    try:
        with pytest.raises(TimeoutError):
            SocketStream(ours, time.monotonic() + 0.1).write(bytes(16 << 20))
    finally:
        rescue.cancel()


def test_what_is_there_already_is_read_even_after_the_deadline(ends: tuple[socket.socket, socket.socket]) -> None:
    ends[1].sendall(b"abc")
    assert SocketStream(ends[0], time.monotonic() - 1).read(3) == b"abc"


def test_the_first_bytes_are_kept_and_all_are_counted(pipe: tuple[int, int]) -> None:
    reader, writer = pipe
    output = BoundedOutput(reader, 5)
    assert output.drain()
    os.write(writer, b"abc")
    assert output.drain()
    os.write(writer, b"defgh")
    assert output.drain()
    assert output.take() == ("abcde", 8)


def test_what_was_taken_is_not_given_again_and_the_bound_begins_anew(pipe: tuple[int, int]) -> None:
    reader, writer = pipe
    output = BoundedOutput(reader, 4)
    for _ in range(2):
        os.write(writer, b"abcdef")
        output.drain()
        assert output.take() == ("abcd", 6)
    assert output.take() == ("", 0)


def test_bytes_that_are_no_text_become_text(pipe: tuple[int, int]) -> None:
    reader, writer = pipe
    os.write(writer, "ü".encode() + b"\xff")
    output = BoundedOutput(reader, 3)
    output.drain()
    assert output.take() == ("ü\ufffd", 3)


def test_the_end_of_the_pipe_is_told() -> None:
    reader, writer = os.pipe()
    os.write(writer, b"last words")
    os.close(writer)
    output = BoundedOutput(reader, 100)
    assert not output.drain()
    assert output.take() == ("last words", 10)
    os.close(reader)


def test_one_that_prints_without_end_does_not_hold_up_the_others(pipe: tuple[int, int]) -> None:
    reader, writer = pipe
    chunk = bytes(1 << 16)
    stop = threading.Event()

    def pour() -> None:
        os.set_blocking(writer, False)
        while not stop.is_set():
            try:
                os.write(writer, chunk)
            except BlockingIOError:
                continue

    pouring = threading.Thread(target=pour)
    pouring.start()
    output = BoundedOutput(reader, 10)
    try:
        assert output.drain()  # returns although there is always more
    finally:
        stop.set()
        pouring.join()
    assert len(output.kept) <= 10
