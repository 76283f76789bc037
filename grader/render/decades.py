"""A logarithmic scale in decades: its ends, its ticks, and how they are written. For plots and for the terminal."""

from __future__ import annotations

import math
from collections.abc import Iterable

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def decades_of(norms: Iterable[float]) -> tuple[float, float]:
    """The powers of ten between which all positive numbers lie, at least one apart.

    >>> decades_of([0.0, 0.02, 3.0]), decades_of([1.0, 1.0]), decades_of([])
    ((-2.0, 1.0), (-1.0, 1.0), (-1.0, 0.0))
    """
    powers = [math.log10(norm) for norm in norms if math.isfinite(norm) and norm > 0]
    if not powers:
        return -1.0, 0.0
    low, high = math.floor(min(powers) + 1e-9), math.ceil(max(powers) - 1e-9)
    if low == high:
        return low - 1.0, high + 1.0
    return float(low), float(high)


def ends_of(norms: Iterable[float]) -> tuple[float, float]:
    """The logarithms of the smallest and the largest positive number, at least a little apart.

    >>> ends_of([0.0, 0.01, 100.0]), ends_of([1.0]), ends_of([])
    ((-2.0, 2.0), (-0.5, 0.5), (-0.5, 0.5))
    """
    powers = [math.log10(norm) for norm in norms if math.isfinite(norm) and norm > 0] or [0.0]
    low, high = min(powers), max(powers)
    return (low, high) if high - low > 1e-3 else (low - 0.5, high + 0.5)


def ticks_of(low: float, high: float, most: int = 6) -> list[int]:
    """Whole powers between two ends, as many as can be read.

    >>> ticks_of(-2, 1), ticks_of(-40, 0)
    ([-2, -1, 0, 1], [-40, -30, -20, -10, 0])
    """
    stride = next(step for step in _strides() if (high - low) / step <= most)
    first = math.ceil(low / stride) * stride
    return list(range(first, math.floor(high) + 1, stride))


def decade_words(power: int) -> str:
    """`10⁻⁴`, and 0.1, 1, 10 as themselves.

    >>> [decade_words(power) for power in (-4, -1, 0, 1, 12)]
    ['10⁻⁴', '0.1', '1', '10', '10¹²']
    """
    return {-1: "0.1", 0: "1", 1: "10"}.get(power, f"10{str(power).translate(_SUPERSCRIPTS)}")


def _strides() -> Iterable[int]:
    scale = 1
    while True:
        yield from (scale, 2 * scale, 5 * scale)
        scale *= 10
