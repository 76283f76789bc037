"""Two submissions that are alike, as data."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of a file: counted from 1, and escaped to be shown."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A line of one file beside a line of the other, or beside none. `is_shared`: it holds some of what is alike."""

    first: SourceLine | None
    second: SourceLine | None
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A definition in a file of the first student, and what is like it in a file of the second.

    - `name`: of the first's definition; empty for statements outside of any.
    - `share`: how much of what is their own, in the shorter of the two, is alike: 0 to 1.
    - `words`: how many words and signs that is.
    """

    name: str
    first_file: str
    second_file: str
    share: float
    words: int
    rows: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two students whose submissions are alike beyond what the course gives. Likeness is no proof of anything.

    `share` is the largest of the places' shares, `words` their sum. `identical`: the names, in the first's hands, of
    the files that the two have handed in alike to the letter.
    """

    first: str
    second: str
    share: float
    words: int
    identical: tuple[str, ...]
    places: tuple[Place, ...]

    def as_json(self) -> dict[str, Any]:
        """For `similar --format json`."""
        return asdict(self)
