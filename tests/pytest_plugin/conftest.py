"""pytest as an instructor runs it, in a folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parent / "examples"
SUBMISSIONS = Path(__file__).parent.parent / "submissions"


@dataclass(frozen=True, slots=True)
class Tested:
    """A finished run: its exit code, all it has printed, and the outcome of each test by its id."""

    code: int
    text: str
    outcomes: dict[str, str]
    folder: Path

    @property
    def reports(self) -> list[dict[str, Any]]:
        return json.loads((self.folder / "out.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Pytest:
    """The command `pytest`, in an empty folder."""

    folder: Path

    def copy(self, source: Path, name: str) -> str:
        """A file, here, under another name."""
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
        return name

    def __call__(self, *arguments: str, **environment: str) -> Tested:
        own = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        ran = subprocess.run(
            [str(Path(sys.executable).with_name("pytest")), "-v", "-Werror", "--strict-markers", *arguments],
            cwd=self.folder,
            env={**own, "COLUMNS": "80", **environment},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        return Tested(ran.returncode, ran.stdout + ran.stderr, dict(_outcomes(ran.stdout)), self.folder)


def _outcomes(text: str) -> Iterator[tuple[str, str]]:
    """`rnn_cell::shape PASSED  [ 44%]`; of `pytest-xdist`: `[gw0] [ 44%] PASSED rnn_cell::shape`."""
    for line in text.split("\n"):
        words = line.split()
        if len(words) > 1 and "::" in words[0] and words[1].isupper():
            yield words[0], words[1].lower()
        elif len(words) > 4 and words[0].startswith("[gw") and words[3].isupper():
            yield words[4], words[3].lower()


@pytest.fixture
def run_pytest(tmp_path: Path) -> Pytest:
    folder = tmp_path / "work"
    folder.mkdir()
    return Pytest(folder)


@pytest.fixture(scope="session")
def examples() -> Path:
    return EXAMPLES


@pytest.fixture(scope="session")
def handed_in() -> Path:
    return SUBMISSIONS
