"""Zip files that learning management systems export: read without trusting a word in them."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grader.sandbox.files import MAX_BYTES

MAX_MEMBERS = 50_000
MAX_TOTAL = 2 << 30
_MAX_NESTED = 64 << 20
_CHUNK = 1 << 20


class BadArchive(Exception):
    """A zip file that cannot be read, or asks for more than is unpacked. The text is one sentence."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive: the parts of its path, all of them plain names, and its bytes."""

    parts: tuple[str, ...]
    data: bytes


def members(path: Path, endings: tuple[str, ...] = (".py", ".ipynb", ".zip")) -> Iterator[Member]:
    """The files in a zip file with these endings, in the order of their names. One within another is opened, once.

    Left out are links and other special files, absolute paths, paths with `..`, and files larger than a submission may
    be. Nothing is written. Bounded in number and size by what is really unpacked, not by what the archive says.

    Raises:
        BadArchive: no zip file, too many members, or more bytes than are unpacked.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _members(archive, endings, _Room(MAX_TOTAL), nested=False)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise BadArchive(f"{path} cannot be read as a zip file: {error}.") from None


@dataclass(slots=True)
class _Room:
    """How many bytes may still be unpacked."""

    left: int

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise BadArchive(f"The archive unpacks to more than {MAX_TOTAL >> 20} MiB: it is not read further.")


def _members(archive: zipfile.ZipFile, endings: tuple[str, ...], room: _Room, *, nested: bool) -> Iterator[Member]:
    listed = archive.infolist()
    if len(listed) > MAX_MEMBERS:
        raise BadArchive(f"The archive has {len(listed)} members, more than the {MAX_MEMBERS} that are read.")
    for entry in sorted(listed, key=lambda entry: entry.filename):
        parts = _parts(entry)
        if parts is None or not entry.filename.lower().endswith(endings):
            continue
        is_zip = entry.filename.lower().endswith(".zip")
        if is_zip and nested:
            continue
        data = _read(archive, entry, room, _MAX_NESTED if is_zip else MAX_BYTES)
        if data is None:
            continue
        if is_zip:
            yield from _inside(data, parts, endings, room)
        else:
            yield Member(parts, data)


def _inside(data: bytes, parts: tuple[str, ...], endings: tuple[str, ...], room: _Room) -> Iterator[Member]:
    """A student's own zip file: its members stand where it stands. One that cannot be read holds nothing."""
    import io

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in _members(archive, endings, room, nested=True):
                yield Member((*parts, *member.parts), member.data)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError):
        return


def _parts(entry: zipfile.ZipInfo) -> tuple[str, ...] | None:
    """The parts of a member's path; None where it is no plain file at a plain path."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if entry.is_dir() or kind not in (0, stat.S_IFREG) or entry.flag_bits & 1:
        return None
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or not path.parts or any(part in ("..", ".", "") or os.sep in part for part in path.parts):
        return None
    return None if any("\0" in part or ":" in part[1:2] for part in path.parts) else path.parts


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: _Room, most: int) -> bytes | None:
    """The bytes of a member; None where they are more than `most`."""
    data = bytearray()
    with archive.open(entry) as file:
        while part := file.read(min(_CHUNK, most + 1 - len(data))):
            room.take(len(part))
            data += part
            if len(data) > most:
                return None
    return bytes(data)
