"""The submissions of a class, from a folder: one folder per student, or what a learning management system exports.

| layout | is recognised by |
|---|---|
| folders | `STUDENT/FILE.py`, also deeper; a zip file in a student's folder is looked into |
| Canvas | a flat zip file, or folder, of `name_[LATE_]USERID_FILEID_FILE.py` |
| Moodle | folders `Full Name_ID_assignsubmission_file`, or `Full Name_ID_assignsubmission_file_` |
| Gradescope | folders `submission_ID`, perhaps in `assignment_ID_export`, beside `submission_metadata.yml` with names |
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.classroom.archive import BadArchive, members
from grader.classroom.gradescope import METADATA, names_of
from grader.sandbox.files import FileTooBig, UnusableFile, read_submission

_MAX_FILES = 64
_MAX_DEPTH = 6
_CANVAS = re.compile(r"(?P<student>[^_/]+)_(?:LATE_)?(?P<user>\d+)_(?P<file>\d+)_(?P<name>.+)")
_MOODLE = re.compile(r"(?P<student>.+)_(?P<id>\d+)_assignsubmission_file_?")
_EXPORT = re.compile(r"assignment_\d+_export")
_ATTEMPT = re.compile(r"-\d+(?=\.py$)")
_SKIPPED = re.compile(r"^\.|^(__MACOSX|__pycache__|venv|node_modules|site-packages)$")


class NothingToGrade(Exception):
    """A folder in which there is no submission. The text is a sentence with the remedy."""


@dataclass(frozen=True, slots=True)
class Handed:
    """One student's files, by the path that is shown for them. `remarks` say what was left out, and why.

    `user` is the number that a learning management system has for the student, where its export tells it.
    """

    student: str
    files: Mapping[str, bytes]
    user: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class _Hand:
    """A student's files while they are gathered."""

    user: str = ""
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])
    remarks: list[str] = field(default_factory=list[str])

    def add(self, name: str, data: bytes) -> None:
        if len(self.files) < _MAX_FILES:
            self.files[name] = data
        elif len(self.files) == _MAX_FILES and "more" not in " ".join(self.remarks):
            self.remarks.append(f"There are more than {_MAX_FILES} files: the others are left out.")


def gather(folder: Path) -> list[Handed]:
    """Every student in a folder or an exported zip file, in the order of their names, with their Python files.

    Raises:
        NothingToGrade: there is nothing at the path, or no submission in it.
    """
    if not folder.exists():
        raise NothingToGrade(f"{folder} does not exist: name the folder that holds one folder for each student.")
    hands: dict[str, _Hand] = {}
    entries = [(_without_export(parts), data) for parts, data in _entries(folder)]
    named = next((names_of(data) for parts, data in entries if parts[-1:] == (METADATA,)), {})
    for parts, data in entries:
        if parts in ((), ("",)) or parts[-1] == METADATA:
            continue
        student, user, name = _owner(parts)
        student, user = named.get(student, (student, user))
        hand = hands.setdefault(student, _Hand(user))
        if isinstance(data, str):
            hand.remarks.append(data)
        elif name:
            hand.add(name, data)
    if not hands:
        raise NothingToGrade(
            f"There is no submission in {folder}: it should hold one folder for each student, with their .py files, "
            "or be what Canvas, Moodle or Gradescope export."
        )
    return [
        Handed(student, dict(sorted(hand.files.items())), hand.user, tuple(hand.remarks))
        for student, hand in sorted(hands.items())
    ]


def _entries(folder: Path) -> Iterator[tuple[tuple[str, ...], bytes | str]]:
    """The parts of each file's path with its bytes, or with a sentence where it is not read; a folder with no bytes."""
    if folder.is_file():
        yield from _unpacked(folder, ())
        return
    yield from _walk(folder, (), 0)


def _walk(folder: Path, parts: tuple[str, ...], depth: int) -> Iterator[tuple[tuple[str, ...], bytes | str]]:
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        here = (*parts, path.name)
        if _SKIPPED.search(path.name):
            continue
        if path.is_symlink():
            if parts:
                yield here, f"{path.name} is a link, and is not followed."
        elif path.is_dir() and depth < _MAX_DEPTH:
            if not parts:
                yield (path.name, ""), b""
            yield from _walk(path, here, depth + 1)
        elif path.suffix.lower() == ".zip":
            yield from _unpacked(path, parts)
        elif path.suffix.lower() == ".py" or path.name == METADATA:
            yield here, _read(path)


def _read(path: Path) -> bytes | str:
    try:
        return read_submission(path)
    except (UnusableFile, FileTooBig) as error:
        return str(error)


def _unpacked(path: Path, parts: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], bytes | str]]:
    try:
        for member in members(path, (".py", ".zip", METADATA)):
            if not any(_SKIPPED.search(part) for part in member.parts):
                yield (*parts, *member.parts), member.data
    except BadArchive as error:
        yield (*parts, path.name), str(error)


def _without_export(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Gradescope puts everything into one folder."""
    return parts[1:] if _EXPORT.fullmatch(parts[0]) else parts


def _owner(parts: tuple[str, ...]) -> tuple[str, str, str]:
    """Whose file it is, their number where it is known, and the name to show for the file; no name for a folder."""
    if canvas := _CANVAS.fullmatch(parts[0]):
        name = canvas["name"] if len(parts) == 1 else "/".join(parts[1:])
        return canvas["student"], canvas["user"], _ATTEMPT.sub("", name)
    if moodle := _MOODLE.fullmatch(parts[0]):
        return moodle["student"], moodle["id"], "/".join(parts[1:])
    if len(parts) == 1:  # a file beside the folders: its name is all that is known
        return Path(parts[0]).stem, "", parts[0]
    return parts[0], "", "/".join(parts[1:])


def in_scope(names: Iterable[str], known: Iterable[str]) -> list[str]:
    """The exercises, in the order of the curriculum, that any of these files is named like."""
    stems = {Path(name).stem for name in names}
    return [exercise for exercise in known if exercise in stems]
