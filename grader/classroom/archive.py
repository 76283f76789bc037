"""Zip files that learning management systems export: read without trusting a word in them."""

from __future__ import annotations

import io
import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

MAX_MEMBERS = 50_000
MAX_TOTAL = 2 << 30
_CHUNK = 1 << 20
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, NotImplementedError, RuntimeError)


class BadArchive(Exception):
    """A zip file that cannot be read, or asks for more than is unpacked. The text is one sentence."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive: the parts of its path, all of them plain names, and its bytes, or why it is not read."""

    parts: tuple[str, ...]
    data: bytes | str


def members(path: Path, most: Mapping[str, int]) -> Iterator[Member]:
    """The files in a zip file in the order of their names, and those of a zip file within it, but no deeper.

    Nothing is written, and links are not followed. Bounded in number and size by what is really unpacked, not by what
    the archive says. Absolute paths and paths with `..` are left out.

    **Arguments**

    - `most`: the endings of the files that are read, with the bytes that one may have. `.zip` among them.

    Raises:
        BadArchive: no zip file, too many members, or more bytes than are unpacked.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _members(archive, most, _Room(MAX_TOTAL), is_within=False)
    except _DAMAGED as error:
        raise BadArchive(f"{path.name} cannot be read as a zip file: {error}.") from None


@dataclass(slots=True)
class _Room:
    """How many bytes may still be unpacked."""

    left: int

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise BadArchive(f"The archive unpacks to more than {MAX_TOTAL >> 20} MiB: it is not read further.")


def _members(archive: zipfile.ZipFile, most: Mapping[str, int], room: _Room, *, is_within: bool) -> Iterator[Member]:
    listed = archive.infolist()
    if len(listed) > MAX_MEMBERS:
        raise BadArchive(f"The archive has {len(listed)} members, more than the {MAX_MEMBERS} that are read.")
    for entry in sorted(listed, key=lambda entry: entry.filename):
        parts = _parts(entry.filename)
        allowed = next((size for ending, size in most.items() if entry.filename.lower().endswith(ending)), None)
        if parts is None or allowed is None or entry.is_dir():
            continue
        data = _refused(entry) or _read(archive, entry, room, allowed)
        if isinstance(data, str) or not entry.filename.lower().endswith(".zip"):
            yield Member(parts, data)
        elif not is_within:
            yield from _inside(data, parts, most, room)


def _inside(data: bytes, parts: tuple[str, ...], most: Mapping[str, int], room: _Room) -> Iterator[Member]:
    """A student's own zip file: its members stand where it stands."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in _members(archive, most, room, is_within=True):
                yield Member((*parts, *member.parts), member.data)
    except _DAMAGED as error:
        yield Member(parts, f"{parts[-1]} cannot be read as a zip file: {error}.")


def _parts(name: str) -> tuple[str, ...] | None:
    """The parts of a member's path; None where it would lead elsewhere."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or not path.parts or any(part in ("..", ".", "") or os.sep in part for part in path.parts):
        return None
    return None if any("\0" in part or ":" in part[1:2] for part in path.parts) else path.parts


def _refused(entry: zipfile.ZipInfo) -> str:
    """Why a member is no file to be read; nothing where it is one."""
    name, kind = PurePosixPath(entry.filename).name, stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return f"{name} is a link, and is not followed." if stat.S_ISLNK(kind) else f"{name} is no regular file."
    return f"{name} is encrypted." if entry.flag_bits & 1 else ""


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: _Room, most: int) -> bytes | str:
    """The bytes of a member, or why they are not read."""
    name, data = PurePosixPath(entry.filename).name, bytearray()
    try:
        with archive.open(entry) as file:
            while part := file.read(min(_CHUNK, most + 1 - len(data))):
                room.take(len(part))
                data += part
                if len(data) > most:
                    return f"{name} is larger than the {most} bytes that are read."
    except _DAMAGED as error:
        return f"{name} is damaged: {error}."
    return bytes(data)
