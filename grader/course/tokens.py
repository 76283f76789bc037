"""Tokens of attempts: nobody guesses until it passes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class Tokens:
    """A bucket of tokens, full at first. Each attempt takes one; one comes back every `refill`, up to `most`.

    **Arguments**

    - `most`: None for no limit. `refill`: None where none comes back.

    >>> monday = datetime(2026, 11, 30, tzinfo=UTC)
    >>> tokens = Tokens(most=2, refill=timedelta(hours=12))
    >>> [tokens.take(monday + timedelta(hours=hours)) for hours in (0, 1, 2, 12, 13, 25)]
    [True, True, False, True, False, True]
    """

    most: int | None
    refill: timedelta | None
    _taken: int = 0
    _full_at: datetime = _LONG_AGO

    def take(self, when: datetime) -> bool:
        """Take a token, if there is one. Times must not go back."""
        if self.most is None:
            return True
        if not self.left(when):
            return False
        self._taken += 1
        if self.refill is not None:
            self._full_at = max(self._full_at, when) + self.refill
        return True

    def left(self, when: datetime) -> int | None:
        """How many there are. None: as many as one likes."""
        if self.most is None:
            return None
        if self.refill is None:
            return self.most - self._taken
        missing = max(self._full_at - when, timedelta())
        return self.most - -(-missing // self.refill)

    def next_at(self, when: datetime) -> datetime | None:
        """When there will be a token, if there is none. None: there is one, or there never will be."""
        if self.most is None or self.refill is None or self.left(when):
            return None
        return self._full_at - (self.most - 1) * self.refill
