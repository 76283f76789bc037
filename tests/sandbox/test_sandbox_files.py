"""Files are opened without following links and without blocking; strings are made harmless."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grader.sandbox.clean import MAX_LENGTH, clean
from grader.sandbox.files import MAX_BYTES, FileTooBig, UnusableFile, read_siblings, read_submission


def test_a_regular_file_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"x" * MAX_BYTES)
    assert read_submission(tmp_path / "a.py") == b"x" * MAX_BYTES


def test_what_is_no_regular_file_is_refused_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1")
    (tmp_path / "link.py").symlink_to("a.py")
    os.mkfifo(tmp_path / "fifo.py")
    for name, words in {
        "link.py": "is a link: name the file itself",
        "fifo.py": "is not a regular file",
        "none.py": "does not exist",
        "": "is a directory",
    }.items():
        with pytest.raises(UnusableFile, match=words):
            read_submission(tmp_path / name)


def test_a_file_larger_than_the_cap_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"x" * (MAX_BYTES + 1))
    with pytest.raises(FileTooBig):
        read_submission(tmp_path / "a.py")


def test_only_files_that_are_mentioned_travel_and_those_that_they_mention(tmp_path: Path) -> None:
    (tmp_path / "first.py").write_text("import second")
    (tmp_path / "second.py").write_text("")
    (tmp_path / "secret.py").write_text("")
    (tmp_path / "answer.py").write_text("import answer")
    siblings = read_siblings(tmp_path / "answer.py", b"from first import f")
    assert siblings == {"first": b"import second", "second": b""}


@pytest.mark.parametrize(
    ("dirty", "harmless"),
    [
        ("plain\n\ttext", "plain\n\ttext"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]8;;https://example.org\x07link\x1b]8;;\x07", "link"),
        ("\x1b]0;title\x1b\\after", "after"),
        ("a\rb\x08c\x00d\x9b31me", "abcd31me"),
        ("right\u202eleft\u2066", "rightleft"),
        ("lone \ud800 surrogate", "lone  surrogate"),
    ],
)
def test_strings_lose_what_a_terminal_would_obey(dirty: str, harmless: str) -> None:
    assert clean(dirty) == harmless


def test_strings_are_bounded() -> None:
    assert len(clean("x" * (MAX_LENGTH + 5))) == MAX_LENGTH
