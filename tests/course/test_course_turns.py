"""Turns: no more at once than there may be, and nobody waits for ever."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from grader.course.turns import turn


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_there_are_so_many_turns_and_no_more() -> None:
    with turn(0.0, at_once=2) as first, turn(0.0, at_once=2) as second, turn(0.2, at_once=2) as third:
        assert (first, second, third) == (True, True, False)
    with turn(0.0, at_once=2) as again:
        assert again


def test_a_link_in_the_place_of_a_lock_is_not_followed(folder: Path) -> None:
    (folder / "trysquare-turn-0.lock").symlink_to(folder / "elsewhere")
    with turn(0.0, at_once=1) as ours:
        assert not ours
    assert not (folder / "elsewhere").exists()
