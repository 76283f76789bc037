"""Strings from student code: nothing that a terminal obeys, nothing unseen, and bounded."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox.clean import MAX_LENGTH, clean

ANY = st.text(st.characters(), max_size=60)
HOSTILE = st.lists(
    st.sampled_from(["\x1b", "\x9b", "[", "]", "31m", "0;", "\x07", "\\", "P", "^", "_", "X", "a", "\n", "\u202e"]),
    max_size=12,
).map("".join)


@given(ANY | HOSTILE)
def test_no_control_character_no_mark_of_direction_and_no_surrogate_is_left(text: str) -> None:
    left = clean(text)
    assert all(character in "\t\n" or unicodedata.category(character) not in ("Cc", "Cs") for character in left)
    overriding = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert all(unicodedata.bidirectional(character) not in overriding for character in left)
    left.encode("utf-8")


@given(ANY | HOSTILE)
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters(exclude_categories=("C",)), max_size=60))
def test_text_of_any_language_is_left_alone(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("dirty", "harmless"),
    [
        ("\x1b[38;2;1;2;3mx\x1b[K", "x"),
        ("\x1b[?25lx\x1b[ q", "x"),
        ("\x1b]52;c;cm0gLXJm\x07x", "x"),
        ("\x1b]0;never ends", ""),
        ("\x1bPq#0;2\x1b\\x", "x"),
        ("\x1b_application\x1b\\x", "x"),
        ("\x1bcx", "x"),
        ("x\x1b", "x"),
        ("\x1b\x1b[31mx", "[31mx"),
        ("\x1b[\x1b[31mx", "x"),
        ("a\x7fb\x85c\x0bd\x0ce", "abcde"),
        ("\u200ea\u2067b\u2069", "ab"),
        ("=1+1 <b>|</b> [red]x[/red]", "=1+1 <b>|</b> [red]x[/red]"),
    ],
)
def test_sequences_go_with_what_they_carry(dirty: str, harmless: str) -> None:
    left = clean(dirty)
    assert "\x1b" not in left
    assert left == harmless


def test_the_arabic_letter_mark_is_a_mark_of_direction_too() -> None:
    assert clean("a\u061cb") == "ab"


@pytest.mark.parametrize("part", ["x", "\x1b[31mx", "\x1b", "\x1b]", "\u202e"])
def test_whatever_it_is_made_of_a_string_is_bounded(part: str) -> None:
    assert len(clean(part * (MAX_LENGTH + 1))) <= MAX_LENGTH
    assert clean("x" * MAX_LENGTH + "tail") == "x" * MAX_LENGTH
