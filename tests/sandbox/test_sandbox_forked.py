"""A zygote forked from this process, as `check` has it, and what a submission may and may not do in its children."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import torch

from grader.sandbox.clean import clean
from grader.sandbox.files import read_siblings
from grader.sandbox.limits import Limits
from grader.sandbox.session import Printed, Session, how_it_ended
from grader.sandbox.zygote import Zygote, ZygoteDied, fork_is_safe, start_zygote
from grader.worker.children import BROKEN
from grader.worker.probe import Failure, Loaded, Observation, Probe, Submission
from grader.worker.program import scrubbed_environment

SIZES = {"X": (2, 3), "H": (2, 4), "W_xh": (3, 4), "W_hh": (4, 4), "b_h": (4,)}
PROBE = Probe("x", "rnn_cell", {}, {name: torch.ones(shape) for name, shape in SIZES.items()}, (torch.ones(2, 4),))
ONE_ROW = replace(PROBE, id="n = 1", arguments={**PROBE.arguments, "X": torch.ones(1, 3), "H": torch.ones(1, 4)})
PATIENT = Limits(seconds=20)


@dataclass
class Sandbox:
    """A zygote, a new one after a death, and one session at a time over it."""

    folder: Path
    spawn: bool = False
    current: Zygote | None = None
    sessions: list[Session] = field(default_factory=list)

    def zygote(self) -> Zygote:
        if self.current is None or not self.current.is_alive():
            self.current = start_zygote(spawn=self.spawn)
        return self.current

    def begin(self, submission: str, limits: Limits = PATIENT, forbidden: tuple[str, ...] = ()) -> Session:
        self.end_sessions()
        path = self.folder / submission
        source = path.read_bytes()
        about = Submission("answer.py", source, read_siblings(path, source), forbidden)
        session = Session(self.zygote, about, limits, clean)
        self.sessions.append(session)
        session.begin()
        return session

    def load(self, submission: str, limits: Limits = PATIENT, forbidden: tuple[str, ...] = ()) -> Loaded:
        return self.begin(submission, limits, forbidden).loaded()

    def ask(self, submission: str, limits: Limits = PATIENT, probe: Probe = PROBE) -> tuple[Session, Observation]:
        session = self.begin(submission, limits)
        loaded = session.loaded()
        assert loaded.failure is None, loaded.failure
        session.restart_clock()
        return session, again(session, probe)

    def end_sessions(self) -> None:
        while self.sessions:
            self.sessions.pop().close()


def again(session: Session, probe: Probe = PROBE) -> Observation:
    session.ask(probe, listen=True)
    return session.answer(probe)


def is_right(seen: Observation) -> bool:
    assert seen.failure is None, seen.failure
    assert seen.result is not None
    (leaf,) = seen.result.leaves
    return leaf.data is not None and torch.allclose(leaf.data, torch.tanh(torch.full(leaf.shape, 8.0)))


@pytest.fixture(scope="module")
def warm(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    sandbox = Sandbox(Path(__file__).parents[1] / "submissions")
    yield sandbox
    if sandbox.current is not None:
        sandbox.current.close()


@pytest.fixture
def sandbox(warm: Sandbox) -> Iterator[Sandbox]:
    yield warm
    warm.end_sessions()


def command_of(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def test_a_zygote_is_a_copy_of_this_process_only_while_nothing_else_runs_in_it() -> None:
    alone = start_zygote()
    assert (command_of(alone.pid) == command_of(os.getpid())) == fork_is_safe()
    alone.close()
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert not fork_is_safe()
        accompanied = start_zygote()
        accompanied.close()
        assert not accompanied.is_alive()
    finally:
        done.set()
        other.join()
    assert not alone.is_alive()


def test_a_submission_is_loaded_asked_and_answered_as_often_as_wanted(sandbox: Sandbox) -> None:
    session = sandbox.begin("right/rnn_cell/operators.py")
    assert "rnn_cell" in {symbol.name for symbol in session.loaded().symbols}
    assert all(is_right(again(session, probe)) for probe in (PROBE, ONE_ROW, PROBE))


@pytest.mark.parametrize("submission", ["with_sibling", "with_late_sibling"])
def test_a_file_beside_it_can_be_imported_early_and_late(sandbox: Sandbox, submission: str) -> None:
    assert is_right(sandbox.ask(f"right/rnn_cell/{submission}.py")[1])


@pytest.mark.parametrize(
    ("submission", "failure"),
    [
        ("faulty/os_exit_on_load.py", Failure("exited", "", "the process was ended with exit code 0")),
        ("faulty/endless_on_load.py", Failure("timeout", "", "time was up")),
    ],
)
def test_an_end_while_the_file_is_loaded_is_a_failure_of_loading(
    sandbox: Sandbox, submission: str, failure: Failure
) -> None:
    found = sandbox.load(submission, Limits(seconds=1)).failure
    assert found is not None
    assert (found.kind, found.message) == (failure.kind, failure.message)
    assert is_right(sandbox.ask("right/rnn_cell/mm.py")[1])


def test_answers_are_forbidden(sandbox: Sandbox) -> None:
    found = sandbox.load("faulty/imports_reference.py", forbidden=("reference", "exercises", "grader")).failure
    assert found is not None
    assert found.kind == "forbidden"


def test_an_end_on_one_probe_is_that_probes_alone(sandbox: Sandbox) -> None:
    session, first = sandbox.ask("probing/ends_when_n_is_one.py")
    assert is_right(first)
    assert again(session, ONE_ROW).failure == Failure("exited", "", "the process was ended with exit code 7")
    assert is_right(again(session))
    assert again(session, ONE_ROW).failure is not None
    assert is_right(again(session))


@pytest.mark.parametrize(
    ("submission", "kind", "words"),
    [
        ("faulty/segfault.py", "crashed", "the process was ended by SIGSEGV"),
        ("faulty/aborts.py", "crashed", "the process was ended by SIGABRT"),
        ("faulty/os_exit.py", "exited", "the process was ended with exit code 0"),
        ("faulty/sys_exit.py", "exited", ""),
        ("faulty/raises_keyboard_interrupt.py", "exception", ""),
        ("faulty/recursion.py", "exception", "maximum recursion depth exceeded"),
        ("faulty/input.py", "exception", "EOF when reading a line"),
    ],
)
def test_every_way_to_end_is_told_and_the_next_submission_does_not_notice(
    sandbox: Sandbox, submission: str, kind: str, words: str
) -> None:
    _, seen = sandbox.ask(submission)
    assert seen.failure is not None
    assert seen.failure.kind == kind
    assert seen.failure.message.startswith(words)
    assert is_right(sandbox.ask("right/rnn_cell/mm.py")[1])


@pytest.mark.parametrize("submission", ["faulty/deletes_builtins.py", "faulty/replaces_stdout.py"])
def test_a_damaged_interpreter_is_its_own_and_ends_with_it(sandbox: Sandbox, submission: str) -> None:
    session, _ = sandbox.ask(submission)
    session.close()
    assert is_right(sandbox.ask("right/rnn_cell/prints.py")[1])


@pytest.mark.parametrize("submission", ["faulty/writes_to_fds.py", "faulty/closes_fds.py"])
def test_meddling_with_the_wire_is_a_crash(sandbox: Sandbox, submission: str) -> None:
    _, seen = sandbox.ask(submission)
    assert seen.failure is not None
    assert seen.failure.kind == "crashed"
    assert is_right(sandbox.ask("right/rnn_cell/mm.py")[1])


def test_an_endless_loop_is_ended_where_it_stands(sandbox: Sandbox) -> None:
    _, seen = sandbox.ask("faulty/endless_loop.py", Limits(seconds=1))
    assert seen.failure is not None
    assert seen.failure.kind == "timeout"
    assert {frame.file for frame in seen.failure.frames} <= {"answer.py"}
    assert seen.failure.message == "time was up"


def test_code_that_ignores_its_end_is_ended_from_outside(sandbox: Sandbox) -> None:
    _, seen = sandbox.ask("faulty/endless_ignoring_signals.py", Limits(seconds=1))
    assert seen.failure == Failure("timeout", "", "it did not end when its time was up")


def test_processor_time_is_limited_apart_from_the_clock(sandbox: Sandbox) -> None:
    _, seen = sandbox.ask("faulty/endless_loop.py", Limits(seconds=20, cpu_seconds=0))
    assert seen.failure == Failure("timeout", "", "its processor time was up")


def test_memory_is_limited_to_what_the_limits_say(sandbox: Sandbox) -> None:
    assert is_right(sandbox.ask("probing/holds_a_quarter_gib.py")[1])
    _, seen = sandbox.ask("probing/holds_a_quarter_gib.py", replace(PATIENT, memory_mib=128))
    assert seen.failure is not None
    assert seen.failure.kind == "out_of_memory"


def test_a_file_may_be_as_large_as_the_limits_say_and_goes_with_the_submission(sandbox: Sandbox) -> None:
    session, seen = sandbox.ask("probing/writes_two_mib.py")
    assert is_right(seen)
    written = Path(session.printed().stdout.strip())
    assert written.stat().st_size == 2 << 20
    session.close()
    assert not written.parent.exists()
    _, seen = sandbox.ask("probing/writes_two_mib.py", replace(PATIENT, file_mib=1))
    assert seen.failure is not None
    assert (seen.failure.type, seen.failure.kind) == ("OSError", "exception")


def test_what_is_printed_is_told_apart_by_stream_and_by_when(sandbox: Sandbox) -> None:
    session, seen = sandbox.ask("probing/prints_on_both_streams.py")
    assert is_right(seen)
    assert session.printed_on_load == Printed("loading\n", "", 8)
    assert session.printed() == Printed("calling\n\ufffd\n", "warning\n", 18)
    assert session.printed() == Printed()


def test_what_only_repeats_itself_is_not_kept(sandbox: Sandbox) -> None:
    session, _ = sandbox.ask("probing/prints_on_both_streams.py")
    session.printed()
    session.ask(PROBE, listen=False)
    assert is_right(session.answer(PROBE))
    assert session.printed().stdout == ""


def test_endless_output_is_bounded_and_its_sender_ended(sandbox: Sandbox) -> None:
    session, seen = sandbox.ask("faulty/prints_endlessly.py", Limits(seconds=1, output_bytes=1000))
    assert seen.failure is not None
    assert seen.failure.kind == "timeout"
    printed = session.printed()
    assert len(printed.stdout) <= 1000
    assert printed.bytes > 1000
    assert printed.lost(Limits(output_bytes=1000))


def test_output_is_lost_only_when_more_was_printed_than_is_kept() -> None:
    assert not Printed("x" * 10, "", 10).lost(Limits(output_bytes=10))
    assert Printed("x" * 10, "", 11).lost(Limits(output_bytes=10))
    assert not Printed("x" * 10, "y" * 10, 20).lost(Limits(output_bytes=10))
    assert Printed("a", "b", 2) + Printed("c", "d", 3) == Printed("ac", "bd", 5)


def test_escape_sequences_are_gone_from_output_and_from_failures(sandbox: Sandbox) -> None:
    session, seen = sandbox.ask("faulty/escape_codes.py")
    assert seen.failure is not None
    assert seen.failure.message.startswith("passed [red]not red")
    text = session.printed().stdout + seen.failure.message
    assert not set("\x1b\x9b\x00\x07\u202e\u2069") & set(text)


def test_a_secret_of_this_process_is_not_told(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET", "hunter2")
    monkeypatch.setenv("PYTHONPATH", "hunter2")
    fresh = Sandbox(sandbox.folder)
    try:
        session = fresh.begin("hostile/prints_environment.py")
        assert session.loaded().failure is None
        told = session.printed_on_load.stdout
        assert "hunter2" not in told
        assert "'OMP_NUM_THREADS': '1'" in told
        assert "'HOME': " in told
    finally:
        fresh.end_sessions()
        fresh.zygote().close()


def test_the_environment_of_a_worker_is_an_allow_list(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("A_SECRET", "PYTHONPATH", "LD_PRELOAD", "HTTP_PROXY", "HOME"):
        monkeypatch.setenv(name, "hunter2")
    monkeypatch.setenv("PATH", "/bin")
    monkeypatch.setenv("LANG", "C")
    told = scrubbed_environment()
    assert "hunter2" not in told.values()
    assert (told["PATH"], told["LANG"], told["OMP_NUM_THREADS"]) == ("/bin", "C", "1")


def test_a_spawned_zygote_holds_no_answers_and_one_socket(sandbox: Sandbox) -> None:
    fresh = Sandbox(sandbox.folder, spawn=True)
    try:
        session = fresh.begin("probing/prints_what_python_knows.py")
        assert session.loaded().failure is None
        assert session.printed_on_load.stdout == "[]\n1\n"
        assert is_right(again(session))
    finally:
        fresh.end_sessions()
        fresh.zygote().close()


def test_a_child_of_a_forked_zygote_holds_one_socket(sandbox: Sandbox) -> None:
    session = sandbox.begin("probing/prints_what_python_knows.py")
    assert session.loaded().failure is None
    assert session.printed_on_load.stdout.splitlines()[1] == "1"


def test_a_daemon_is_gone_when_its_submission_is(sandbox: Sandbox) -> None:
    session, seen = sandbox.ask("hostile/leaves_a_daemon.py")
    assert is_right(seen)
    daemon = int(session.printed().stdout)
    os.kill(daemon, 0)
    session.close()
    with pytest.raises(ProcessLookupError):
        os.kill(daemon, 0)


def test_a_watcher_that_is_killed_by_the_submission_is_told_and_replaced(sandbox: Sandbox) -> None:
    session, seen = sandbox.ask("hostile/kills_its_watcher.py", Limits(seconds=2))
    assert seen.failure == Failure("crashed", "", "the submission ended the process that watched over it")
    assert session.printed() == Printed()
    session.close()
    assert is_right(sandbox.ask("right/rnn_cell/mm.py")[1])


@pytest.mark.parametrize("order", [lambda zygote: zygote.start(PATIENT), Zygote.output, Zygote.end])
def test_whoever_asks_a_dead_zygote_is_told_so(order: Callable[[Zygote], object]) -> None:
    zygote = start_zygote()
    assert zygote.is_alive()
    os.kill(zygote.pid, signal.SIGKILL)
    with pytest.raises(ZygoteDied):
        order(zygote)
    assert not zygote.is_alive()


def test_a_session_that_cannot_begin_says_so(sandbox: Sandbox) -> None:
    zygote = start_zygote()
    os.kill(zygote.pid, signal.SIGKILL)
    session = Session(lambda: zygote, Submission("answer.py", b"", {}), PATIENT)
    with pytest.raises(ZygoteDied):
        session.begin()
    assert session.loaded().failure == Failure("crashed", "", "the process ended without an answer")
    session.close()


def test_a_dead_zygote_may_be_asked_twice() -> None:
    zygote = start_zygote()
    zygote.kill()
    with pytest.raises(ZygoteDied):
        zygote.output()


def test_a_watcher_that_dies_after_the_last_answer_does_not_keep_a_session_from_closing(sandbox: Sandbox) -> None:
    fresh = Sandbox(sandbox.folder)
    session, seen = fresh.ask("right/rnn_cell/mm.py")
    assert is_right(seen)
    os.kill(fresh.zygote().pid, signal.SIGKILL)
    assert session.printed() == Printed()
    session.close()


def test_a_submission_that_stops_reading_runs_out_of_time(sandbox: Sandbox) -> None:
    fresh = Sandbox(sandbox.folder)
    rescue = threading.Timer(6, lambda: os.kill(fresh.zygote().pid, signal.SIGKILL))
    try:
        session = fresh.begin("probing/stops_itself_once_loaded.py", Limits(seconds=1))
        assert session.loaded().failure is None
        while _state_of_the_child(fresh.zygote().pid) != "T":
            pass
        rescue.start()
        session.restart_clock()
        large = replace(PROBE, arguments={**PROBE.arguments, "X": torch.ones(1 << 18, 3)})
        seen = again(session, large)
        assert seen.failure is not None
        assert seen.failure.kind == "timeout"
    finally:
        rescue.cancel()
        fresh.end_sessions()
        fresh.zygote().close()


def _state_of_the_child(zygote: int) -> str:
    (child,) = Path(f"/proc/{zygote}/task/{zygote}/children").read_text().split()
    return Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0]


@pytest.mark.parametrize(
    ("code", "kind", "message"),
    [
        (0, "exited", "the process was ended with exit code 0"),
        (3, "exited", "the process was ended with exit code 3"),
        (BROKEN, "crashed", "the code has damaged the Python interpreter that it runs in"),
        (-signal.SIGSEGV, "crashed", "the process was ended by SIGSEGV"),
        (-signal.SIGKILL, "crashed", "the process was ended by SIGKILL"),
        (-signal.SIGXCPU, "timeout", "its processor time was up"),
        (-63, "crashed", "the process was ended by signal 63"),
    ],
)
def test_the_code_of_a_process_says_how_it_ended(code: int, kind: str, message: str) -> None:
    ended = how_it_ended(code)
    assert (ended.kind, ended.message) == (kind, message)
