"""What has been handed in: by whom, when, and exactly what. Pure data, with the digests that prove it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from grader.sandbox.files import beside

MOST_FILES = 64
_STUDENT = re.compile(r"\w[\w.@+-]{0,63}")
_SHORT = 12


@dataclass(frozen=True, slots=True)
class Submission:
    """The files that a student has handed in at one time. Nothing of it ever changes.

    - `student`: who it is said to be from: claimed, not proved. `user`: the account that handed it in, as it says.
    - `owner`, `written`: whom the files belong to, and since when they are there, as the file system says.
    """

    student: str
    received: datetime
    files: Mapping[str, bytes]
    user: str = ""
    owner: str = ""
    written: datetime | None = None

    @property
    def digest(self) -> str:
        """Its address: the same content of the same student has the same one."""
        return _hash(json.dumps([self.student, _hashes(self.files)], ensure_ascii=True).encode())

    @property
    def short(self) -> str:
        """As much of the digest as tells the submissions of a course apart."""
        return self.digest[:_SHORT]

    @property
    def manifest(self) -> bytes:
        """What is written beside the files."""
        about = {
            "student": self.student,
            "received": self.received.isoformat(timespec="milliseconds"),
            "user": self.user,
            "files": _hashes(self.files),
        }
        return json.dumps(about, indent=1, sort_keys=True, ensure_ascii=True).encode() + b"\n"

    @property
    def receipt(self) -> str:
        """What proves to the student that this was received at that time: the hash of the manifest."""
        return _hash(self.manifest)


def is_student(name: str) -> bool:
    """Whether a course can have a student of that id.

    >>> is_student("ada"), is_student("ada@example.org"), is_student("../ada"), is_student("ada lovelace")
    (True, True, False, False)
    """
    return _STUDENT.fullmatch(name) is not None


def named_in(files: Mapping[str, bytes], exercises: Iterable[str]) -> dict[str, str]:
    """The exercises that files seem to solve, with the file: by its name, or by a definition of that name in it.

    Nothing is run or parsed: what they do solve is known when they are graded.

    >>> named_in({"a.py": b"def rnn_cell(X): ...", "one_hot.py": b""}, ["rnn_cell", "one_hot", "bptt"])
    {'rnn_cell': 'a.py', 'one_hot': 'one_hot.py'}
    """
    found: dict[str, str] = {}
    for exercise in exercises:
        defined = re.compile(rb"\b(?:def|class)\s+%b\b|^\s*%b\s*=" % ((exercise.encode(),) * 2), re.MULTILINE)
        named = [name for name in files if Path(name).stem == exercise]
        defining = [name for name, source in files.items() if defined.search(source)]
        if solving := named or defining:
            found[exercise] = solving[0]
    return found


def content_of(name: str, files: Mapping[str, bytes]) -> str:
    """What an attempt consists of: a file, and those beside it that it may import. Another is another attempt."""
    return _hash(json.dumps([_hash(files[name]), _hashes(beside(name, files))]).encode())


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: _hash(data) for name, data in sorted(files.items())}


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
