"""How gradients flow back through time, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GradientFlow:
    """`‖∂L_T/∂X_t‖` for each step t, where L_T is a loss of the last step alone, and what it means.

    - `verdict`: `stable`, `vanishing`, `exploding`, `detached` or `not_finite`.
    - `expected`: the reference's norms on the same inputs, beside which they are shown.
    - `rate`: the measured growth per step back in time; below 1 it vanishes. None where it cannot be told.
    - `radius`: the spectral radius of the recurrent weights, which the rate should follow, where they are known.
    - `cut_at`: where detached, the last step t that the loss does not reach, counted from 1.
    """

    norms: tuple[float, ...]
    verdict: str
    expected: tuple[float, ...] = ()
    rate: float | None = None
    radius: float | None = None
    cut_at: int | None = None
