"""The real command, run as a student runs it, in a folder and with a data folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before torch is loaded: tests run side by side

SUBMISSIONS = Path(__file__).parent / "submissions"


@dataclass(frozen=True, slots=True)
class Ran:
    """A finished command."""

    code: int
    stdout: str
    stderr: str

    @property
    def reports(self) -> list[dict[str, Any]]:
        """Its JSON reports. Fails if anything else is on stdout."""
        return json.loads(self.stdout)

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.stdout.splitlines()]


@dataclass(frozen=True, slots=True)
class Command:
    """`trysquare` in a folder of its own, with progress of its own."""

    folder: Path
    data: Path

    def __call__(self, *arguments: str | Path, limit: float = 300, **environment: str) -> Ran:
        ran = subprocess.run(
            [str(Path(sys.executable).with_name("trysquare")), *map(str, arguments)],
            cwd=self.folder,
            env={**os.environ, "XDG_DATA_HOME": str(self.data), "COLUMNS": "80", **environment},
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
        )
        return Ran(ran.returncode, ran.stdout, ran.stderr)

    def copy(self, submission: str, name: str = "answer.py") -> str:
        """A submission of `tests/submissions`, here, under a name that messages show."""
        (self.folder / name).write_bytes((SUBMISSIONS / submission).read_bytes())
        return name


@pytest.fixture
def trysquare(tmp_path: Path) -> Command:
    """The command in an empty folder."""
    folder, data = tmp_path / "work", tmp_path / "data"
    folder.mkdir()
    data.mkdir()
    return Command(folder, data)


@pytest.fixture
def submissions() -> Callable[[str], list[Path]]:
    """The submissions of a folder; files that begin with an underscore are helpers of others."""

    def files(folder: str) -> list[Path]:
        return sorted(path for path in (SUBMISSIONS / folder).glob("*.py") if not path.name.startswith("_"))

    return files


@pytest.fixture(scope="session")
def submission_folder() -> Path:
    return SUBMISSIONS
