"""Exported zip files are read, and nothing in them is believed."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from grader.classroom import archive
from grader.classroom.archive import BadArchive, members
from grader.sandbox.files import MAX_BYTES


def zipped(path: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in files.items():
            written.writestr(name, data)
    return path


MOST = {".py": MAX_BYTES, ".zip": 64 << 20}


def names(path: Path) -> list[str]:
    """The files that are read."""
    return ["/".join(member.parts) for member in members(path, MOST) if isinstance(member.data, bytes)]


def refused(path: Path) -> list[str]:
    """What is said of those that are not."""
    return [member.data for member in members(path, MOST) if isinstance(member.data, str)]


def test_python_files_are_found_wherever_they_stand_and_nothing_else_is_unpacked(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"ada/rnn_cell.py": b"x", "ada/notes.txt": b"y", "bob/deep/one_hot.py": b"z"})
    assert [(member.parts, member.data) for member in members(path, MOST)] == [
        (("ada", "rnn_cell.py"), b"x"),
        (("bob", "deep", "one_hot.py"), b"z"),
    ]


@pytest.mark.parametrize(
    "name",
    ["../rnn_cell.py", "a/../../rnn_cell.py", "/etc/rnn_cell.py", "..\\rnn_cell.py", "C:\\rnn_cell.py", "a/./../b.py"],
)
def test_a_path_that_leads_elsewhere_is_left_out(tmp_path: Path, name: str) -> None:
    assert names(zipped(tmp_path / "a.zip", {name: b"x", "ada/rnn_cell.py": b"x"})) == ["ada/rnn_cell.py"]


@pytest.mark.parametrize(
    ("kind", "why"),
    [(stat.S_IFLNK, "is a link, and is not followed."), (stat.S_IFIFO, "is no regular file."), (stat.S_IFCHR, "is no")],
)
def test_links_and_special_files_are_not_read_and_told(tmp_path: Path, kind: int, why: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as written:
        entry = zipfile.ZipInfo("ada/rnn_cell.py")
        entry.external_attr = (kind | 0o644) << 16
        written.writestr(entry, "/etc/passwd")
    assert names(tmp_path / "a.zip") == []
    assert refused(tmp_path / "a.zip")[0].startswith(f"rnn_cell.py {why}")


def test_a_bomb_is_left_out_whatever_it_says_of_its_size(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"ada/rnn_cell.py": bytes(50 << 20), "bob/rnn_cell.py": b"x"})
    assert names(path) == ["bob/rnn_cell.py"]
    assert refused(path) == [f"rnn_cell.py is larger than the {MAX_BYTES} bytes that are read."]


def test_many_small_bombs_end_the_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL", 10 << 20)
    path = zipped(tmp_path / "a.zip", {f"{number}/rnn_cell.py": bytes(1 << 20) for number in range(20)})
    with pytest.raises(BadArchive, match="unpacks to more than 10 MiB"):
        names(path)


def test_more_members_than_are_read_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBERS", 10)
    path = zipped(tmp_path / "a.zip", {f"{number}.py": b"" for number in range(11)})
    with pytest.raises(BadArchive, match="11 members"):
        names(path)


def test_a_zip_file_of_a_students_own_is_opened_once_and_no_further(tmp_path: Path) -> None:
    innermost = zipped(tmp_path / "c.zip", {"late.py": b"x"}).read_bytes()
    inner = zipped(tmp_path / "b.zip", {"rnn_cell.py": b"x", "more.zip": innermost}).read_bytes()
    assert names(zipped(tmp_path / "a.zip", {"ada/mine.zip": inner})) == ["ada/mine.zip/rnn_cell.py"]


@pytest.mark.parametrize("data", [b"", b"no zip at all", b"PK\x03\x04 and then nothing"])
def test_what_is_no_zip_file_is_told_in_a_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    with pytest.raises(BadArchive, match="cannot be read as a zip file"):
        names(path)


def test_a_damaged_zip_file_within_another_is_told_and_costs_nobody_else(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"ada/mine.zip": b"PK?", "bob/rnn_cell.py": b"x"})
    assert names(path) == ["bob/rnn_cell.py"]
    assert refused(path) == ["mine.zip cannot be read as a zip file: File is not a zip file."]


def test_a_damaged_member_is_told_and_costs_nobody_else(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"ada/rnn_cell.py": bytes(range(256)) * 9, "bob/rnn_cell.py": b"x"})
    data = bytearray(path.read_bytes())
    data[60:200] = b"\xff" * 140
    path.write_bytes(bytes(data))
    assert names(path) == ["bob/rnn_cell.py"]
    assert refused(path)[0].startswith("rnn_cell.py is damaged: ")


def test_an_encrypted_member_is_not_read_and_told(tmp_path: Path) -> None:
    data = bytearray(zipped(tmp_path / "a.zip", {"ada/rnn_cell.py": b"x"}).read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as read:
        start = read.start_dir
    data[start + 8] |= 1
    (tmp_path / "b.zip").write_bytes(bytes(data))
    assert (names(tmp_path / "b.zip"), refused(tmp_path / "b.zip")) == ([], ["rnn_cell.py is encrypted."])
