"""The pages that show commands are true: each block is run in order, in an empty folder, and prints what is shown."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest

from grader.exercise import ENTRY_POINTS, FOLDER

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = ("students.md", "instructors.md", "authors.md")
BIN = Path(sys.executable).parent

_FENCE = re.compile(r"^```(.*)\n((?:.*\n)*?)```$", re.MULTILINE)
_INSTALLS = "pip install "


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page."""

    language: str
    text: str

    @property
    def file(self) -> str | None:
        """The file that it is: named by a comment in its first line."""
        first = self.text.split("\n", 1)[0]
        return first.removeprefix("# ") if first.startswith("# ") and self.language != "console" else None

    @property
    def commands(self) -> Iterator[tuple[str, list[str]]]:
        """Each command with the lines that it is said to print."""
        command = ""
        for is_command, lines in groupby(self.text.splitlines(), lambda line: line.startswith("$ ")):
            if not is_command:
                yield command, list(lines)
                command = ""
                continue
            for line in lines:
                if command:
                    yield command, []
                command = line.removeprefix("$ ")
        if command:
            yield command, []


def blocks(page: str) -> list[Block]:
    return [Block(*found) for found in _FENCE.findall((DOCS / page).read_text(encoding="utf-8"))]


@dataclass(frozen=True, slots=True)
class Shell:
    """A folder in which the commands of a page are run, with progress and packages of its own."""

    folder: Path
    site: Path

    def run(self, command: str) -> list[str]:
        """What a command prints, without blanks at the ends of lines."""
        said = self._watched(command) if command.startswith("trysquare watch") else self._finished(command)
        return [line.rstrip() for line in said.splitlines()]

    def _finished(self, command: str) -> str:
        if command.startswith(_INSTALLS):  # what is asked for here is installed already, or in this folder
            options = f"-qq --no-index --no-deps --no-build-isolation --disable-pip-version-check --target {self.site}"
            command = f"{sys.executable} -m pip install {options} {command.removeprefix(_INSTALLS)}"
        return self._start(command).communicate(timeout=300)[0]

    def _watched(self, command: str) -> str:
        """Until it waits for something to be saved; then comes Ctrl-C."""
        process = self._start(command)
        assert process.stdout is not None
        said: list[str] = []
        try:
            while not said or "Ctrl-C ends it." not in said[-1]:
                said.append(process.stdout.readline())
                assert said[-1], "".join(said)
            os.killpg(process.pid, signal.SIGINT)
            return "".join(said) + process.communicate(timeout=60)[0]
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def _start(self, command: str) -> subprocess.Popen[str]:
        environment = {
            **os.environ,
            "COLUMNS": "80",
            FOLDER: "",
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(self.site),
            "XDG_DATA_HOME": str(self.site.with_name("data")),
        }
        return subprocess.Popen(
            ["env", "--default-signal=INT", "bash", "-c", command],  # in the background it may be ignored
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    for name in ("work", "site", "data"):
        (tmp_path / name).mkdir()
    return Shell(tmp_path / "work", tmp_path / "site")


def says(shown: list[str], printed: list[str]) -> bool:
    """Whether a page shows what was printed. A line `…` stands for any lines, `…` at the end of one for its rest.

    >>> says(["a", "…", "d …"], ["a", "b", "c", "d e"]), says(["a"], ["a", "b"]), says(["a …"], ["b"])
    (True, False, False)
    """
    parts = [r"(?:.*\n)*" if line == "…" else f"{_begins(line)}\n" for line in shown]
    return re.fullmatch("".join(parts), "".join(f"{line}\n" for line in printed)) is not None


def _begins(line: str) -> str:
    return re.escape(line.removesuffix("…")) + (".*" if line.endswith("…") else "")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_what_its_commands_print(page: str, shell: Shell) -> None:
    for block in blocks(page):
        if block.file:
            path = shell.folder / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        for command, shown in block.commands if block.language == "console" else ():
            printed = shell.run(command)
            assert says(shown, printed), "\n".join([f"docs/{page}: $ {command}", *printed])


@pytest.mark.parametrize("page", PAGES)
def test_every_block_of_a_page_is_run_or_is_a_file(page: str) -> None:
    run_by_ci = re.findall(r"^<!-- ci: \w+ -->\n```sh\n(.*?)```$", (ROOT / "README.md").read_text(), re.M | re.S)
    for block in blocks(page):
        assert block.language == "console" or block.file or block.text in run_by_ci, block.text


@pytest.mark.parametrize("page", PAGES)
def test_an_ellipsis_never_stands_for_all_that_a_command_prints(page: str) -> None:
    for block in blocks(page):
        for command, shown in block.commands if block.language == "console" else ():
            assert set(shown) != {"…"}, command
            assert shlex.split(command, comments=True)


def test_the_entry_point_that_the_page_shows_is_the_one_that_is_looked_for() -> None:
    (project,) = [tomllib.loads(block.text) for block in blocks("authors.md") if block.file == "pyproject.toml"]
    assert project["project"]["entry-points"] == {ENTRY_POINTS: {"lectures": "lectures"}}


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        (["a"], ["a", "b"]),
        (["a", "…", "c"], ["a", "b"]),
        (["a", "b"], ["a"]),
        (["a …"], ["b c"]),
        (["a.c"], ["abc"]),
        ([], ["a"]),
    ],
)
def test_a_page_that_shows_something_else_is_noticed(shown: list[str], printed: list[str]) -> None:
    assert not says(shown, printed)
