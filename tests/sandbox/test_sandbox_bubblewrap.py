"""The sandbox with everything that a hostile submission may try: nothing gets out, and nobody else is disturbed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from grader.checker import Checker
from grader.sandbox import bubblewrap
from grader.sandbox.limits import BUBBLEWRAP, Limits, NoSandbox

pytestmark = pytest.mark.xdist_group("hostile")  # they are run once, for all these tests
NEIGHBOUR = "right/rnn_cell/mm.py"
HONEST = {"leaves_a_daemon", "prints_environment"}
"""Right but for what they try: where that is harmless they pass."""

TIMED_OUT = {
    *("blocks_every_signal", "lies_in_its_text", "loops_in_c", "matches_for_ever", "patches_time", "sleeps_on_load"),
    *("stops_its_alarm", "survives_its_parent"),
}
ENDED = {
    *("calls_as_32_bits", "closes_the_wire", "damages_the_interpreter", "forges_on_every_descriptor"),
    *("promises_a_huge_frame", "replies_at_length"),
}
EXITED = {"exits_from_a_thread", "exits_with_success", "exits_with_success_on_load"}
ENDINGS = {"timeout": TIMED_OUT, "crashed": ENDED, "exited": EXITED}


@pytest.fixture(scope="module")
def reports(submission_folder: Path) -> dict[str, dict[str, Any]]:
    """Every hostile submission, judged one after the other in one run, with a right one after every fourth."""
    files = sorted((submission_folder / "hostile").glob("*.py"))
    before = _processes()
    checker = Checker(limits=Limits(seconds=2, cpu_seconds=30), isolation=BUBBLEWRAP)
    found: dict[str, dict[str, Any]] = {}
    for number, file in enumerate(files):
        (report,) = checker.check(file, "rnn_cell", shown_as=file.name)
        found[file.stem] = json.loads(json.dumps(report.as_json(), allow_nan=False))
        if number % 4 == 0:
            (right,) = checker.check(submission_folder / NEIGHBOUR, "rnn_cell")
            found[f"after {file.stem}"] = right.as_json()
    checker.close()
    found["left behind"] = {"processes": sorted(pid for pid in _processes() - before if Path(f"/proc/{pid}").exists())}
    return found


@pytest.fixture
def confined() -> Any:
    started: list[Checker] = []

    def make(**limits: Any) -> Checker:
        started.append(Checker(limits=Limits(**{"seconds": 5, **limits}), isolation=BUBBLEWRAP))
        return started[-1]

    yield make
    for checker in started:
        checker.close()


def test_at_least_forty_hostile_submissions_are_tried(reports: dict[str, dict[str, Any]]) -> None:
    assert len([name for name in reports if not name.startswith("after ")]) > 70


def test_none_has_got_out(reports: dict[str, dict[str, Any]]) -> None:
    assert {name: report["stdout"] for name, report in reports.items() if "ESCAPED" in report.get("stdout", "")} == {}


@pytest.mark.parametrize(
    "harmless", ["forks", "starts_a_shell", "listens", "keeps_files_in_memory", "reads_every_file"]
)
def test_the_same_attempts_succeed_where_there_is_no_sandbox(submission_folder: Path, harmless: str) -> None:
    checker = Checker(limits=Limits(seconds=20))
    (report,) = checker.check(submission_folder / f"hostile/{harmless}.py", "rnn_cell")
    checker.close()
    assert "ESCAPED" in report.stdout


def test_none_has_got_marks_that_it_has_not_earned(reports: dict[str, dict[str, Any]]) -> None:
    hostile = {name: report for name, report in reports.items() if "outcome" in report and "after" not in name}
    passed = {name for name, report in hostile.items() if report["outcome"] != "failed"}
    assert passed <= HONEST
    # A result of zeros has earned what its shape, its dtype and its manners are worth, and no more.
    assert {name: report["score"] for name, report in hostile.items() if report["score"] > 0.4} == dict.fromkeys(
        passed, 1.0
    )


def test_each_has_a_row_with_its_cause_and_all_points_that_could_be_had(reports: dict[str, dict[str, Any]]) -> None:
    for name, report in reports.items():
        if "outcome" in report and report["outcome"] == "failed":
            assert report["findings"], name
            assert report["findings"][0]["message"], name
            assert round(sum(stage["max_points"] for stage in report["stages"]), 9) == report["max_score"] == 1.0


@pytest.mark.parametrize("kind", ENDINGS)
def test_what_hangs_or_ends_is_told_so(reports: dict[str, dict[str, Any]], kind: str) -> None:
    found = {name: reports[name]["findings"][0]["kind"] for name in ENDINGS[kind]}
    assert found == dict.fromkeys(ENDINGS[kind], kind)


def test_no_neighbour_is_disturbed(reports: dict[str, dict[str, Any]]) -> None:
    after = {name: report["outcome"] for name, report in reports.items() if name.startswith("after ")}
    assert len(after) > 15
    assert set(after.values()) == {"passed"}


def test_no_process_is_left_behind(reports: dict[str, dict[str, Any]]) -> None:
    assert reports["left behind"]["processes"] == []


def test_what_is_shown_of_them_has_no_control_characters(reports: dict[str, dict[str, Any]]) -> None:
    unseen = {chr(code) for code in (*range(9), 11, 12, *range(14, 32), *range(127, 160), 0x202E, 0x2066)}
    assert {name for name, report in reports.items() if unseen & set(json.dumps(report, ensure_ascii=False))} == set()


def test_the_isolation_and_the_limits_are_in_the_report(reports: dict[str, dict[str, Any]]) -> None:
    environment = reports["forks"]["environment"]
    assert environment["isolation"] == "bubblewrap"
    assert (environment["limits"]["seconds"], environment["limits"]["cpu_seconds"]) == (2, 30)


def test_the_environment_inside_holds_no_secret(confined: Any, submission_folder: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("A_SECRET", "hunter2")
    (report,) = confined().check(submission_folder / "hostile/prints_environment.py", "rnn_cell")
    assert report.outcome == "passed"
    assert "hunter2" not in report.stdout
    assert "A_SECRET" not in report.stdout


def test_only_what_is_allowed_can_be_seen(confined: Any, submission_folder: Path) -> None:
    (report,) = confined(output_bytes=1 << 20).check(submission_folder / "probing/lists_what_it_sees.py", "rnn_cell")
    seen = report.stdout.split()
    assert {"/trysquare/packages/torch", "/trysquare/packages/numpy", "/trysquare/grader/worker"} <= set(seen)
    assert not [path for path in seen if Path(path).name in ("reference", "exercises", "tests", "render", "judge")]
    assert not any(path.startswith(("/home", "/tmp", "/etc/passwd", "/sys", str(submission_folder))) for path in seen)


@pytest.mark.parametrize(
    ("submission", "words"),
    [
        (
            "leaves_a_note",
            "OSError: [Errno 30] Read-only file system: '/note'. This is the sandbox: none of your files",
        ),
        ("leaves_a_daemon", "PermissionError: [Errno 1] Operation not permitted. This is the sandbox: none of your"),
    ],
)
def test_what_fails_because_of_the_sandbox_says_so(
    reports: dict[str, dict[str, Any]], submission: str, words: str
) -> None:
    assert words in reports[submission]["findings"][0]["message"]


def test_a_zygote_that_dies_is_replaced_and_its_submission_is_run_again(confined: Any, submission_folder: Path) -> None:
    checker = confined()
    checker.check(submission_folder / NEIGHBOUR, "rnn_cell")
    os.kill(checker._zygote.pid, signal.SIGKILL)
    (report,) = checker.check(submission_folder / NEIGHBOUR, "rnn_cell")
    assert report.outcome == "passed"


def test_a_zygote_that_dies_in_the_middle_costs_nobody_anything(confined: Any, submission_folder: Path) -> None:
    checker = confined(seconds=20)
    checker.check(submission_folder / NEIGHBOUR, "rnn_cell")
    killer = subprocess.Popen(["sh", "-c", f"sleep 0.5; kill -9 {checker._zygote.pid}"])
    (report,) = checker.check(submission_folder / "probing/right_but_takes_a_second.py", "rnn_cell")
    killer.wait()
    assert report.outcome == "passed"


def test_the_sandbox_ends_with_its_grader(submission_folder: Path, tmp_path: Path) -> None:
    program = tmp_path / "grader_that_dies.py"
    program.write_text(
        "import os, signal, sys\nfrom pathlib import Path\nfrom grader.checker import Checker\n"
        "checker = Checker(isolation='bubblewrap')\nchecker.check(Path(sys.argv[1]), 'rnn_cell')\n"
        "print(checker._zygote.pid, flush=True)\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    command = [sys.executable, str(program), str(submission_folder / NEIGHBOUR)]
    sandbox = int(subprocess.run(command, check=False, capture_output=True, text=True).stdout)
    until = time.monotonic() + 10
    while (there := Path(f"/proc/{sandbox}").exists()) and time.monotonic() < until:
        time.sleep(0.05)
    assert not there


def test_one_question_may_have_less_time_than_all_of_them(confined: Any, submission_folder: Path) -> None:
    started = time.monotonic()
    (report,) = confined(seconds=60, call_seconds=1).check(submission_folder / "faulty/endless_sleep.py", "rnn_cell")
    assert report.findings[0].kind == "timeout"
    assert time.monotonic() - started < 40


@pytest.mark.parametrize(
    ("missing", "remedy"),
    [("bwrap", "apt install bubblewrap"), ("libseccomp.so.2", "apt install libseccomp2"), ("user", "sysctl kernel.")],
)
def test_what_is_missing_is_told_with_its_remedy(monkeypatch: Any, missing: str, remedy: str) -> None:
    bubblewrap.confined.cache_clear()
    if missing == "bwrap":
        monkeypatch.setattr(bubblewrap.shutil, "which", lambda name: None)
        monkeypatch.setattr(bubblewrap, "find_spec", lambda name: None)
    elif missing == "user":
        monkeypatch.setattr(bubblewrap, "bwrap", lambda: "/bin/false")
    else:
        monkeypatch.setattr(bubblewrap.ctypes, "CDLL", lambda name: (_ for _ in ()).throw(OSError(name)))
    with pytest.raises(NoSandbox) as error:
        bubblewrap.confined()
    assert missing in str(error.value)
    assert remedy in str(error.value)
    assert "--isolation process" in str(error.value)
    bubblewrap.confined.cache_clear()


def _processes() -> set[int]:
    """Everything that runs below this test."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid"], capture_output=True, text=True, check=True).stdout.splitlines()
    parents = {int(pid): int(parent) for pid, parent in (line.split() for line in listed[1:])}
    return {pid for pid in parents if os.getpid() in _ancestors(pid, parents)}


def _ancestors(pid: int, parents: dict[int, int]) -> set[int]:
    found: set[int] = set()
    while (pid := parents.get(pid, 0)) and pid not in found:
        found.add(pid)
    return found
