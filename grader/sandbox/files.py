"""Open a submission safely, and find the files beside it that it may import."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

MAX_BYTES = 1 << 20
MAX_NOTEBOOK_BYTES = 16 << 20
_MAX_SIBLINGS = 64
_MAX_SIBLING_BYTES = 4 << 20


class UnusableFile(Exception):
    """A path that is no submission. The text is one sentence with the remedy."""


class FileTooBig(Exception):
    """A submission larger than `MAX_BYTES`."""


def limit_of(name: str) -> int:
    """How many bytes a file of that name may have."""
    return MAX_NOTEBOOK_BYTES if name.lower().endswith(".ipynb") else MAX_BYTES


def read_submission(path: Path, most: int = MAX_BYTES, within: int | None = None) -> bytes:
    """The bytes of a regular file, without following a link and without blocking.

    **Arguments**

    - `most`: the bytes that it may have. `within`: an open folder that the path is in.

    Raises:
        UnusableFile: missing, a directory, a link, a device, or not readable.
        FileTooBig: more than `most`.
    """
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=within)
    except FileNotFoundError:
        raise UnusableFile(f"{path} does not exist: check the name, or make a file with `trysquare start`.") from None
    except (OSError, ValueError) as error:
        link = isinstance(error, OSError) and error.errno == errno.ELOOP
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        what = "is a link: name the file itself" if link else f"cannot be read: {why}"
        raise UnusableFile(f"{path} {what}.") from None
    try:
        status = os.fstat(fd)
        if stat.S_ISDIR(status.st_mode):
            raise UnusableFile(f"{path} is a directory: name the file to check, e.g. {path / 'rnn_cell.py'}.")
        if not stat.S_ISREG(status.st_mode):
            raise UnusableFile(f"{path} is not a regular file: name a Python file.")
        with os.fdopen(fd, "rb", closefd=False) as file:
            data = b"" if status.st_size > most else file.read(most + 1)
    finally:
        os.close(fd)
    if status.st_size > most or len(data) > most:
        raise FileTooBig(f"{path} has {status.st_size} bytes, more than the {most} that are read.")
    return data


def read_siblings(path: Path, source: bytes) -> dict[str, bytes]:
    """The `.py` files beside a submission whose names it mentions, or that those mention, by module name. Bounded."""
    names = {entry.stem: entry for entry in path.parent.glob("*.py") if entry.stem.isidentifier() and entry != path}

    def read(name: str) -> bytes | None:
        try:
            return read_submission(names[name])
        except (UnusableFile, FileTooBig):
            return None

    return mentioned(source, names, read)


def mentioned(source: bytes, names: Collection[str], read: Callable[[str], bytes | None]) -> dict[str, bytes]:
    """Of the modules with these names those that a source mentions, or that those mention. Bounded."""
    found: dict[str, bytes] = {}
    waiting, room = [source], _MAX_SIBLING_BYTES
    while waiting:
        words = set(re.findall(r"\w+", waiting.pop().decode(errors="replace")))
        for name in sorted(words.intersection(names) - found.keys()):
            data = read(name)
            if data is None:
                continue
            if len(found) == _MAX_SIBLINGS or len(data) > room:
                return found
            found[name] = data
            room -= len(data)
            waiting.append(data)
    return found


def beside(name: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The other files in the same folder that a file may import, by module name."""
    folder = Path(name).parent
    near = {Path(other): data for other, data in files.items() if Path(other).parent == folder and other != name}
    others = {path.stem: data for path, data in near.items() if path.suffix == ".py"}
    return mentioned(files[name], others, others.get)
