"""One submission in one child, over a real zygote: forked, and spawned."""

from __future__ import annotations

import math
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch

from grader.sandbox.files import read_siblings
from grader.sandbox.limits import Limits
from grader.sandbox.session import Session
from grader.sandbox.zygote import Zygote, ZygoteDied, start_zygote
from grader.worker.probe import Observation, Probe, Submission

SIZES = {"X": (2, 3), "H": (2, 4), "W_xh": (3, 4), "W_hh": (4, 4), "b_h": (4,)}
PROBE = Probe("x", "rnn_cell", {}, {name: torch.ones(shape) for name, shape in SIZES.items()}, (torch.ones(2, 4),))

Ask = Callable[..., tuple[Session, Observation]]


@pytest.fixture(scope="module", params=["fork", "spawn"])
def zygote(request: pytest.FixtureRequest) -> Iterator[Zygote]:
    """A zygote that forks its children from a process of its own, and one that spawns them."""
    started = start_zygote(spawn=True, device="cpu" if request.param == "fork" else "cuda")
    yield started
    started.close()


@pytest.fixture
def ask(zygote: Zygote, submission_folder: Path) -> Iterator[Ask]:
    sessions: list[Session] = []

    def load_and_ask(
        submission: str, limits: Limits | None = None, patience: float = math.inf
    ) -> tuple[Session, Observation]:
        path = submission_folder / submission
        about = Submission("answer.py", source := path.read_bytes(), read_siblings(path, source))
        session = Session(lambda: zygote, about, limits or Limits(seconds=20))
        sessions.append(session)
        session.begin()
        assert session.loaded().failure is None
        session.restart_clock(patience=patience)
        session.ask(PROBE, listen=True)
        return session, session.answer(PROBE)

    yield load_and_ask
    for session in sessions:
        session.close()


def test_a_right_submission_is_loaded_asked_and_answered(ask: Ask) -> None:
    _, seen = ask("right/rnn_cell/mm.py")
    assert seen.failure is None
    assert seen.result is not None
    assert torch.allclose(seen.result.leaves[0].data, torch.tanh(torch.full((2, 4), 8.0)))


@pytest.mark.parametrize(
    ("submission", "kind"),
    [
        ("faulty/segfault.py", "crashed"),
        ("faulty/os_exit.py", "exited"),
        ("faulty/allocates_8_gib_bytearray.py", "out_of_memory"),
    ],
)
def test_a_death_is_a_failure_and_the_next_submission_does_not_notice(ask: Ask, submission: str, kind: str) -> None:
    session, seen = ask(submission)
    assert seen.failure is not None
    assert seen.failure.kind == kind
    session.close()
    assert ask("right/rnn_cell/mm.py")[1].failure is None


def test_what_was_printed_is_kept_when_another_child_goes_on(ask: Ask) -> None:
    session, _ = ask("faulty/prints_20_mb.py")
    session.start_afresh()
    session.ask(PROBE, listen=False)
    assert session.answer(PROBE).failure is None
    assert session.printed().stdout.startswith("xxx")


def test_the_clock_runs_where_student_code_cannot_stop_it(ask: Ask) -> None:
    _, seen = ask("faulty/endless_ignoring_signals.py", Limits(seconds=1))
    assert seen.failure is not None
    assert seen.failure.kind == "timeout"


def test_a_call_that_loads_a_module_may_take_longer_than_its_patience(ask: Ask) -> None:
    _, seen = ask("probing/loads_a_module_when_called.py", patience=0.3)
    assert seen.failure is None


def test_once_the_module_is_loaded_the_patience_counts_again(ask: Ask) -> None:
    started = time.monotonic()
    _, seen = ask("probing/loads_a_module_and_never_ends.py", patience=0.3)
    assert seen.failure is not None
    assert (seen.failure.kind, seen.failure.frames[-1].line) == ("timeout", 7)
    assert time.monotonic() - started < 15  # of the 20 seconds of an exercise


@pytest.mark.parametrize("limits", [Limits(seconds=1), Limits(seconds=20, call_seconds=1)])
def test_a_module_that_is_never_loaded_is_given_up_at_the_limit(ask: Ask, limits: Limits) -> None:
    started = time.monotonic()
    _, seen = ask("probing/loads_for_ever_when_called.py", limits, 0.3)
    assert seen.failure is not None
    assert (seen.failure.kind, seen.failure.message) == ("timeout", "time was up")
    assert seen.failure.frames[0].text.strip() == "import never_loaded"
    assert time.monotonic() - started < 15


def test_what_is_printed_is_counted_and_the_beginning_is_kept(ask: Ask) -> None:
    limits = Limits(seconds=20, output_bytes=100)
    printed = ask("faulty/prints_20_mb.py", limits)[0].printed()
    assert len(printed.stdout) == 100
    assert printed.bytes >= 20_000_000
    assert printed.lost(limits)


def test_a_daemon_ends_with_its_submission(ask: Ask) -> None:
    session, seen = ask("hostile/leaves_a_daemon.py")
    assert seen.failure is None
    daemon = int(session.printed().stdout)
    os.kill(daemon, 0)
    session.close()
    with pytest.raises(ProcessLookupError):
        os.kill(daemon, 0)


def test_a_zygote_that_is_gone_says_so(submission_folder: Path) -> None:
    zygote = start_zygote(spawn=True, device="cuda")
    os.kill(zygote.pid, signal.SIGKILL)
    with pytest.raises(ZygoteDied):
        zygote.start(Limits())
    assert not zygote.is_alive()
