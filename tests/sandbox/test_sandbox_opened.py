"""Which paths are opened, and which files beside them travel along."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from grader.sandbox.files import MAX_BYTES, FileTooBig, UnusableFile, read_siblings, read_submission


def folder_of(path: Path, **files: str) -> Path:
    for name, text in files.items():
        (path / f"{name}.py").write_text(text, encoding="utf-8")
    return path


def test_messages_name_the_path_and_what_to_do(tmp_path: Path) -> None:
    folder_of(tmp_path, a="x = 1")
    with pytest.raises(UnusableFile) as missing:
        read_submission(tmp_path / "b.py")
    assert str(missing.value) == (
        f"{tmp_path / 'b.py'} does not exist: check the name, or make a file with `trysquare start`."
    )
    with pytest.raises(UnusableFile) as directory:
        read_submission(tmp_path)
    assert str(directory.value) == (
        f"{tmp_path} is a directory: name the file to check, e.g. {tmp_path / 'rnn_cell.py'}."
    )


def test_a_link_is_not_followed_wherever_it_leads(tmp_path: Path) -> None:
    folder_of(tmp_path, a="x = 1")
    for name, target in {
        "file.py": "a.py",
        "nowhere.py": "b.py",
        "itself.py": "itself.py",
        "device.py": "/dev/zero",
    }.items():
        (tmp_path / name).symlink_to(target)
        with pytest.raises(UnusableFile, match="is a link: name the file itself"):
            read_submission(tmp_path / name)


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
def test_a_device_is_not_read(device: str) -> None:
    with pytest.raises(UnusableFile, match="is not a regular file"):
        read_submission(Path(device))


def test_a_socket_and_a_path_through_a_file_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder_of(tmp_path, a="x = 1")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s.py")
        with pytest.raises(UnusableFile, match=r"s\.py cannot be read: "):
            read_submission(Path("s.py"))
    with pytest.raises(UnusableFile, match=r"cannot be read: Not a directory\."):
        read_submission(Path("a.py/b.py"))


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b"], ids=["too long", "null byte"])
def test_a_name_that_cannot_be_one_is_refused(name: str) -> None:
    with pytest.raises(UnusableFile):
        read_submission(Path(name))


def test_the_message_about_a_large_file_tells_both_sizes(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(bytes(MAX_BYTES + 7))
    with pytest.raises(FileTooBig, match=f"{MAX_BYTES + 7} bytes, more than the {MAX_BYTES}"):
        read_submission(tmp_path / "a.py")


def test_a_sparse_file_of_a_terabyte_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.py").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(FileTooBig):
        read_submission(tmp_path / "a.py")


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import cell", {"cell"}),
        ("from cell import step", {"cell"}),
        ("def f():\n    import cell", {"cell"}),
        ("importlib.import_module('cell')", {"cell"}),
        ("import cells, recell", set()),
        ("excellent = cell_1", set()),
        ("", set()),
    ],
)
def test_a_file_beside_it_travels_only_when_its_whole_name_is_mentioned(
    tmp_path: Path, source: str, names: set[str]
) -> None:
    folder_of(tmp_path, cell="", other="", answer=source)
    assert set(read_siblings(tmp_path / "answer.py", source.encode())) == names


def test_a_circle_of_mentions_ends_and_the_submission_itself_does_not_travel(tmp_path: Path) -> None:
    folder_of(tmp_path, a="import b", b="import c", c="import a, answer", answer="import a")
    assert set(read_siblings(tmp_path / "answer.py", b"import a")) == {"a", "b", "c"}


def test_what_could_not_be_imported_or_read_stays_at_home(tmp_path: Path) -> None:
    folder_of(tmp_path, answer="", real="")
    (tmp_path / "link.py").symlink_to("real.py")
    (tmp_path / "not-a-name.py").write_text("")
    (tmp_path / "notes.txt").write_text("")
    (tmp_path / "package").mkdir()
    (tmp_path / "big.py").write_bytes(bytes(MAX_BYTES + 1))
    source = b"import link, not-a-name, notes, package, big, real"
    assert read_siblings(tmp_path / "answer.py", source) == {"real": b""}


def test_a_path_without_a_folder_looks_where_the_caller_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder_of(tmp_path, cell="x = 1", answer="import cell, answer"))
    assert read_siblings(Path("answer.py"), b"import cell, answer") == {"cell": b"x = 1"}


def test_a_name_with_an_umlaut_is_a_name(tmp_path: Path) -> None:
    folder_of(tmp_path, größe="x = 1")
    assert set(read_siblings(tmp_path / "answer.py", "import größe".encode())) == {"größe"}


def test_the_number_of_files_that_travel_is_bounded(tmp_path: Path) -> None:
    names = [f"m{i}" for i in range(100)]
    folder_of(tmp_path, **dict.fromkeys(names, ""))
    assert len(read_siblings(tmp_path / "answer.py", " ".join(names).encode())) <= 64
