"""Numbers as JSON has them, and the version of its form."""

from __future__ import annotations

import math
from typing import Final

SCHEMA: Final = 1


def finite(number: float) -> float | None:
    """Numbers that JSON lacks become null."""
    return number if math.isfinite(number) else None
