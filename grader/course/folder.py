"""A course folder takes submissions in: plain files, each submission complete by one atomic rename.

    course.toml                              the terms
    submissions/STUDENT.DIGEST/manifest.json when, by whom, which files with which hashes
                              /files/NAME    the files themselves
    feedback/RECEIPT.json                    what was found

A network share serves as well: nothing is locked, and nothing is ever changed. A submission that is being written has a
name that begins with a dot, and is nobody's until it is renamed. Feedback is found by who can read the submission, and
so knows its receipt: the folder cannot be listed.
"""

from __future__ import annotations

import errno
import getpass
import json
import os
import pwd
import re
import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from grader.classroom.kept import plain
from grader.course.intake import NotTaken, Taken
from grader.course.results import Results
from grader.course.submission import MOST_FILES, Submission, is_student
from grader.sandbox.files import FileTooBig, UnusableFile, limit_of, read_submission

SUBMISSIONS, FEEDBACK = "submissions", "feedback"
_MANIFEST, _FILES = "manifest.json", "files"
_ENTRY = re.compile(r"(?P<student>.+)\.(?P<digest>[0-9a-f]{64})")
_SHARED = 0o3777
"""Everybody may add a submission, nobody may remove another's, and all belong to the folder's group."""
_UNLISTED = 0o711
"""Who knows the name of a file in it may open it."""


@dataclass(frozen=True, slots=True)
class FolderIntake:
    """The submissions of a course in its folder."""

    folder: Path

    def make(self) -> None:
        """The folders of a new course. Raises `OSError`."""
        feedback = self.folder / FEEDBACK
        feedback.mkdir(exist_ok=True)
        feedback.chmod(_UNLISTED)
        submissions = self.folder / SUBMISSIONS
        submissions.mkdir(exist_ok=True)
        submissions.chmod(_SHARED)

    def take(self, student: str, files: Mapping[str, bytes]) -> Taken:
        """Receive files. What is cut off in the middle leaves nothing that counts.

        Raises:
            NotTaken: the student cannot have that id, there are no files, or the folder cannot be written to.
        """
        if not is_student(student):
            raise NotTaken(f"`{student}` cannot be a student's id: letters, digits and . _ - + @, at most 64.")
        if not 0 < len(files) <= MOST_FILES:
            raise NotTaken(f"A submission has 1 to {MOST_FILES} files, not {len(files)}.")
        offered = Submission(student, _now(), files, user=_user())
        try:
            is_new = self._write(offered)
            known = self._read(self._place(offered))
        except OSError as error:
            raise NotTaken(f"{self.folder} does not take submissions: {error.strerror or error}.") from None
        except _Damaged as error:
            raise NotTaken(f"A submission with this content is there, but {error} Tell your instructor.") from None
        return Taken(known, is_new)

    def received(self, student: str | None = None) -> tuple[list[Submission], list[str]]:
        """What has been received, oldest first; and what is not as it was received."""
        found, damaged = list[Submission](), list[str]()
        for entry in self._entries(student):
            try:
                found.append(self._read(entry))
            except (_Damaged, OSError) as error:
                damaged.append(f"{SUBMISSIONS}/{entry.name} is not graded: {error}")
        return sorted(found, key=lambda each: (each.received, each.digest)), damaged

    def publish(self, submission: Submission, results: Results) -> None:
        """Write the results where the student finds them. Where files can be given away, they are the student's."""
        place = self._feedback(submission)
        text = json.dumps(plain(results), ensure_ascii=True)
        beside = place.with_name(f".{place.name}.{uuid.uuid4().hex}")
        beside.write_text(text, encoding="utf-8")
        try:
            os.chown(beside, self._place(submission).stat().st_uid, -1)
            beside.chmod(0o640)
        except OSError:  # only root may give files away
            with suppress(OSError):  # and some shares have no modes
                beside.chmod(0o644)
        beside.replace(place)

    def results(self, submission: Submission) -> Results | None:
        """What was published; None if nothing, or nothing that can be read."""
        with suppress(OSError, ValidationError):
            return TypeAdapter(Results).validate_json(self._feedback(submission).read_bytes())
        return None

    def _feedback(self, submission: Submission) -> Path:
        return self.folder / FEEDBACK / f"{submission.receipt}.json"

    def _place(self, submission: Submission) -> Path:
        return self.folder / SUBMISSIONS / f"{submission.student}.{submission.digest}"

    def _entries(self, student: str | None) -> Iterator[Path]:
        with suppress(FileNotFoundError), os.scandir(self.folder / SUBMISSIONS) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                named = _ENTRY.fullmatch(entry.name)
                if named and is_student(named["student"]) and student in (None, named["student"]):
                    yield Path(entry.path)

    def _write(self, submission: Submission) -> bool:
        """Whether it was not there yet."""
        place = self._place(submission)
        if place.is_dir():
            return False
        beside = place.with_name(f".{uuid.uuid4().hex}")
        try:
            (beside / _FILES).mkdir(parents=True, mode=0o700)
            for name, data in submission.files.items():
                _write_through(beside / _FILES / name, data)
            _write_through(beside / _MANIFEST, submission.manifest)
            for folder in (beside / _FILES, beside):
                _sync(folder)
            with suppress(OSError):
                (beside / _FILES).chmod(0o550)
            beside.rename(place)
        except OSError as error:
            is_there = error.errno in (errno.ENOTEMPTY, errno.EEXIST) and place.is_dir()
            shutil.rmtree(beside, ignore_errors=True)
            if is_there:  # another of the same content was quicker
                return False
            raise
        with suppress(OSError):
            place.chmod(0o550)
        _sync(place.parent)
        return True

    def _read(self, entry: Path) -> Submission:
        """A submission, checked against its own hashes. Raises `_Damaged`, `OSError`."""
        named = _ENTRY.fullmatch(entry.name)
        fd = os.open(entry, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            manifest = _manifest(_read_in(fd, _MANIFEST, 1 << 18))
            inside = os.open(_FILES, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=fd)
            try:
                files = {name: _read_in(inside, name, limit_of(name)) for name in manifest.files}
            finally:
                os.close(inside)
            owner = _name_of(os.fstat(fd).st_uid)
            written = datetime.fromtimestamp(os.stat(_MANIFEST, dir_fd=fd, follow_symlinks=False).st_ctime, UTC)
        finally:
            os.close(fd)
        read = replace(manifest.submission, files=files, owner=owner, written=written)
        if named is None or (read.student, read.digest) != (named["student"], named["digest"]):
            raise _Damaged("its files are not those that were received.")
        return read


class _Damaged(Exception):
    """A submission that is not as it was received. The text ends a sentence."""


@dataclass(frozen=True, slots=True)
class _Manifest:
    student: str
    received: datetime
    user: str
    files: Mapping[str, str]

    @property
    def submission(self) -> Submission:
        return Submission(self.student, self.received, {}, self.user)


def _manifest(data: bytes) -> _Manifest:
    try:
        manifest = TypeAdapter(_Manifest).validate_json(data)
    except ValidationError as error:
        raise _Damaged(f"its {_MANIFEST} cannot be read ({error.error_count()} errors).") from None
    named = all(name and "/" not in name and name not in (".", "..") for name in manifest.files)
    if not named or not 0 < len(manifest.files) <= MOST_FILES or manifest.received.tzinfo is None:
        raise _Damaged(f"its {_MANIFEST} says what it cannot say.")
    return manifest


def _read_in(folder: int, name: str, most: int) -> bytes:
    try:
        return read_submission(Path(name), most, folder)
    except (UnusableFile, ValueError):
        raise _Damaged(f"{name} is not there, or is no regular file.") from None
    except FileTooBig as error:
        raise _Damaged(str(error)) from None


def _write_through(path: Path, data: bytes) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o440)
    with os.fdopen(fd, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    with suppress(OSError):  # some shares cannot
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


def _now() -> datetime:
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def _user() -> str:
    try:
        return getpass.getuser()[:64]
    except (KeyError, OSError):
        return str(os.getuid())


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
