"""The submissions of a class, from a folder: one folder per student, or what a learning management system exports.

| layout | is recognised by |
|---|---|
| folders | `STUDENT/FILE.py`, also deeper; a zip file in a student's folder is looked into |
| Canvas | a flat zip file, or folder, of `name_[LATE_]USERID_FILEID_FILE.py`, or `.zip` |
| Moodle | folders `Full Name_ID_assignsubmission_file`, or `Full Name_ID_assignsubmission_file_` |
| Gradescope | folders `submission_ID`, perhaps in `assignment_ID_export`, beside `submission_metadata.yml` with names |
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from grader.classroom.archive import BadArchive, members
from grader.classroom.gradescope import METADATA, names_of
from grader.sandbox.files import FileTooBig, UnusableFile, limit_of, read_submission

_MAX_FILES = 64
_MAX_DEPTH = 6
_SOURCES = (".py", ".ipynb")
_MOST = {METADATA: 64 << 20, ".zip": 64 << 20} | {ending: limit_of(ending) for ending in _SOURCES}
"""The endings of the files that are read, with the bytes that one may have."""

_CANVAS = re.compile(r"(?P<student>[^_/]+)_(?:LATE_)?(?P<user>\d+)_(?P<file>\d+)_(?P<name>.+)")
_MOODLE = re.compile(r"(?P<student>.+)_(?P<id>\d+)_assignsubmission_file_?")
_EXPORT = re.compile(r"assignment_\d+_export")
_ATTEMPT = re.compile(r"-\d+(?=\.(py|ipynb|zip)$)")
_SKIPPED = re.compile(r"^\.|^(__MACOSX|__pycache__|venv|node_modules|site-packages)$")

_Found = tuple[tuple[str, ...], bytes | str]
"""The parts of a path with its bytes, or with a sentence where it is not read. The last part of a folder is empty."""


class NothingToGrade(Exception):
    """A folder in which there is no submission. The text is a sentence with the remedy."""


@dataclass(frozen=True, slots=True)
class Handed:
    """One student's files, by the path that is shown for them. `remarks` say what was left out, and why.

    `user` is who the student is in the learning management system `system`, where its export tells it.
    """

    student: str
    files: Mapping[str, bytes]
    user: str = ""
    remarks: tuple[str, ...] = ()
    system: str = ""


class _Owner(NamedTuple):
    """Whose file it is: their name, and who they are in which learning management system."""

    student: str
    user: str = ""
    system: str = ""


@dataclass(slots=True)
class _Hand:
    """A student's files while they are gathered."""

    files: dict[str, bytes] = field(default_factory=dict[str, bytes])
    remarks: list[str] = field(default_factory=list[str])
    left_out: int = 0

    def add(self, name: str, data: bytes | str) -> None:
        if isinstance(data, str):
            self.remarks.append(shown(data))
        elif name and len(self.files) < _MAX_FILES:
            self.files[shown(name)] = data
        elif name:
            self.left_out += 1

    def handed(self, student: str, owner: _Owner) -> Handed:
        more = [f"{self.left_out} files beyond the first {_MAX_FILES} are left out."] if self.left_out else []
        files = dict(sorted(self.files.items()))
        return Handed(student, files, shown(owner.user), (*self.remarks, *more), owner.system)


def gather(folder: Path) -> list[Handed]:
    """Every student in a folder or an exported zip file, by name, with their Python files and notebooks.

    Raises:
        NothingToGrade: there is nothing at the path, or no submission in it.
    """
    if not folder.exists():
        raise NothingToGrade(f"{folder} does not exist: name the folder that holds one folder for each student.")
    found = [(_without_export(parts), data) for parts, data in _entries(folder)]
    named = next((names_of(data) for parts, data in found if parts[-1:] == (METADATA,)), {})
    hands: dict[_Owner, _Hand] = {}
    for parts, data in found:
        if any(parts) and parts[-1] != METADATA:
            owner, name = _owner(parts)
            if owner.student in named:
                owner = _Owner(*named[owner.student], "gradescope")
            hands.setdefault(owner, _Hand()).add(name, data)
    if not hands:
        raise NothingToGrade(
            f"There is no submission in {folder}: it should hold one folder for each student, with their files, "
            "or be what Canvas, Moodle or Gradescope export."
        )
    often = Counter(owner.student for owner in hands)
    return [
        hand.handed(shown(owner.student if often[owner.student] == 1 else f"{owner.student} ({owner.user})"), owner)
        for owner, hand in sorted(hands.items())
    ]


def shown(name: str) -> str:
    r"""A name from a file system, which may hold anything, as text that can be shown and stored.

    >>> shown("Ada"), shown("a\x1b[31m"), shown("\udcff.py")
    ('Ada', 'a\\x1b[31m', '\\udcff.py')
    """
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in name)


def _entries(folder: Path) -> Iterator[_Found]:
    if folder.is_file():
        try:
            yield from _unpacked(folder, ())
        except BadArchive as error:
            raise NothingToGrade(str(error)) from None
    else:
        yield from _walk(folder, (), 0)


def _walk(folder: Path, parts: tuple[str, ...], depth: int) -> Iterator[_Found]:
    try:
        inside = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        yield (*parts, ""), f"{folder.name} cannot be read: {error.strerror}."
        return
    for path in inside:
        here = (*parts, path.name)
        if _SKIPPED.search(path.name):
            continue
        if path.is_symlink():
            yield (*here, ""), f"{path.name} is a link, and is not followed."
        elif path.is_dir() and depth < _MAX_DEPTH:
            if not parts:
                yield (*here, ""), b""
            yield from _walk(path, here, depth + 1)
        elif path.suffix.lower() == ".zip":
            yield from _zipped(path, here)
        elif path.suffix.lower() in _SOURCES or path.name == METADATA:
            yield here, _read(path)


def _read(path: Path) -> bytes | str:
    try:
        return read_submission(path, _MOST[METADATA] if path.name == METADATA else limit_of(path.name))
    except (UnusableFile, FileTooBig) as error:
        return str(error)


def _zipped(path: Path, here: tuple[str, ...]) -> Iterator[_Found]:
    """A zip file in a folder: a student's own, or, beside the students' folders, an export of many."""
    is_export = len(here) == 1 and not _CANVAS.fullmatch(path.name)
    try:
        yield from _unpacked(path, () if is_export else here)
    except BadArchive as error:
        yield (*here, ""), str(error)


def _unpacked(path: Path, parts: tuple[str, ...]) -> Iterator[_Found]:
    for member in members(path, _MOST):
        if not any(_SKIPPED.search(part) for part in member.parts):
            yield (*parts, *member.parts), member.data


def _without_export(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Gradescope puts everything into one folder."""
    return parts[1:] if _EXPORT.fullmatch(parts[0]) else parts


def _owner(parts: tuple[str, ...]) -> tuple[_Owner, str]:
    """Whose file it is, and the name to show for the file; no name for a folder."""
    is_file = len(parts) == 1 or parts[0].lower().endswith(".zip")
    if is_file and (canvas := _CANVAS.fullmatch(parts[0])):
        name = "/".join((_ATTEMPT.sub("", canvas["name"]), *parts[1:]))
        return _Owner(canvas["student"], canvas["user"], "canvas"), name
    if moodle := _MOODLE.fullmatch(parts[0]):
        return _Owner(moodle["student"], moodle["id"], "moodle"), "/".join(parts[1:])
    if len(parts) == 1:  # a file beside the folders: its name is all that is known
        return _Owner(Path(parts[0]).stem), parts[0]
    return _Owner(parts[0]), "/".join(parts[1:])


def in_scope(names: Iterable[str], known: Iterable[str]) -> list[str]:
    """The exercises, in the order of the curriculum, that any of these files is named like."""
    stems = {Path(name).stem for name in names}
    return [exercise for exercise in known if exercise in stems]
