"""`watch`: the report again at every save, whatever the editor does, until Ctrl-C."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

TRYSQUARE = str(Path(sys.executable).with_name("trysquare"))
WITH_CTRL_C = ("env", "--default-signal=INT")
"""Who runs the tests in the background may ignore Ctrl-C, and programs inherit that."""


@dataclass(frozen=True, slots=True)
class Watching:
    """A command that watches, and the lines that it says."""

    process: subprocess.Popen[str]
    folder: Path
    lines: queue.Queue[str]

    def screen(self) -> str:
        """All that is said until it watches again."""
        said: list[str] = []
        while not said or "Ctrl-C ends it." not in said[-1]:
            said.append(self.lines.get(timeout=120))
        return "".join(said)

    def save(self, name: str, source: str) -> None:
        """As most editors do."""
        (self.folder / f"{name}~").write_text(source)
        (self.folder / f"{name}~").rename(self.folder / name)


@pytest.fixture
def watch(trysquare) -> Iterator[object]:
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> Watching:
        process = subprocess.Popen(
            [*WITH_CTRL_C, TRYSQUARE, "watch", *arguments],
            cwd=trysquare.folder,
            env={**os.environ, "XDG_DATA_HOME": str(trysquare.data), "COLUMNS": "80"},
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        lines: queue.Queue[str] = queue.Queue()
        assert process.stdout is not None
        threading.Thread(target=lambda: [lines.put(line) for line in process.stdout or ()], daemon=True).start()
        return Watching(process, trysquare.folder, lines)

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def sources(submission_folder: Path) -> dict[str, str]:
    found = {"right": "right/rnn_cell/mm.py", "wrong": "wrong/rnn_cell/column_w_hh.py"}
    return {name: (submission_folder / path).read_text() for name, path in found.items()}


def test_each_save_is_judged_and_after_a_pass_the_next_exercise_is_offered(watch, trysquare, sources) -> None:
    trysquare.copy("wrong/rnn_cell/column_w_hh.py", "rnn_cell.py")
    watching = watch("rnn_cell.py")
    first = watching.screen()
    assert first.startswith("✗ rnn_cell — a silent broadcast")
    assert "Next:" not in first
    watching.save("rnn_cell.py", sources["right"])
    second = watching.screen()
    assert second.startswith("✓ rnn_cell — passed")
    assert "\nNext: trysquare start " in second
    (watching.folder / "rnn_cell.py").write_text(sources["wrong"])  # in place
    assert watching.screen().startswith("✗ rnn_cell")
    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(30) == 0


def test_what_a_submission_does_to_its_worker_does_not_end_the_watching(watch, trysquare, sources) -> None:
    trysquare.copy("faulty/os_exit.py", "rnn_cell.py")
    watching = watch()
    assert watching.screen().startswith("✗ rnn_cell — the code ends the program")
    watching.save("rnn_cell.py", "def rnn_cell(:\n")
    assert watching.screen().startswith("✗ rnn_cell — Python cannot read the file")
    watching.save("rnn_cell.py", sources["right"])
    assert watching.screen().startswith("✓ rnn_cell — passed")


def test_a_file_that_is_made_later_and_a_helper_that_changes_are_noticed(watch, trysquare, sources) -> None:
    watching = watch()
    assert watching.screen().startswith(
        "\nThere is no file here yet that is named like an exercise: trysquare start ID."
    )
    body = "from own import *\n\n\ndef rnn_cell(X, H, W_xh, W_hh, b_h):\n    return step(X @ W_xh + H @ W_hh + b_h)\n"
    watching.save("own.py", "import torch\n\n\ndef step(Z):\n    return Z\n")
    watching.save("rnn_cell.py", body)
    assert "✗ rnn_cell" in watching.screen()
    watching.save("own.py", "import torch\n\n\ndef step(Z):\n    return torch.tanh(Z)\n")
    assert "✓ rnn_cell — passed" in watching.screen()


def test_a_file_that_is_not_there_yet_is_waited_for(watch, sources) -> None:
    watching = watch("mine.py")
    assert watching.screen().startswith("\nThere is no file here yet")
    watching.save("mine.py", sources["right"])
    assert watching.screen().startswith("✓ rnn_cell — passed")


def test_a_folder_that_is_not_there_cannot_be_watched(trysquare) -> None:
    ran = trysquare("watch", "nowhere/rnn_cell.py")
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr == "nowhere/rnn_cell.py cannot be watched: its folder does not exist.\n"
