"""How gradients flow back through time, as data: the norm at each step, and what it means."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.report.numbers import finite
from grader.report.outcomes import Verdict

if TYPE_CHECKING:
    from grader.report.public import GradientFlowJson


VANISHED, EXPLODED = 0.80, 1.05
"""Growth per step, going back in time, below and above which a flow is called vanishing and exploding."""

_UNDERFLOW = 1e-290
"""A zero beside a number smaller than this is what is left of one that was smaller still."""


@dataclass(frozen=True, slots=True)
class GradientFlow:
    """`‖∂L_T/∂X_t‖` for each step t, where L_T is a loss of the last step alone, and what it means.

    - `expected`: the reference's norms on the same inputs, beside which they are shown.
    - `rate`: the measured growth per step back in time; below 1 it vanishes. None where it cannot be told.
    - `radius`: the spectral radius of the recurrent weights, which the rate should follow, where they are known.
    - `cut_at`: where detached, the last step t that the loss does not reach, counted from 1.
    """

    norms: tuple[float, ...]
    verdict: Verdict
    expected: tuple[float, ...] = ()
    rate: float | None = None
    radius: float | None = None
    cut_at: int | None = None

    def as_json(self) -> GradientFlowJson:
        """As in the JSON report; null where something is not known, or is no number."""
        return {
            "norms": [finite(norm) for norm in self.norms],
            "verdict": self.verdict,
            "expected": [finite(norm) for norm in self.expected] or None,
            "rate": finite(self.rate) if self.rate is not None else None,
            "radius": finite(self.radius) if self.radius is not None else None,
            "cut_at": self.cut_at,
        }


@dataclass(frozen=True, slots=True)
class Followed:
    """A flow that somebody asked for: that of the reference, or of a file beside it, on T steps.

    - `file`: the submission's; None for the reference alone.
    - `activation`: of the reference: its own one, or what stands in its place.
    - `argument`: the input whose gradient is followed, `X`.
    - `remarks`: what was done, and what there is to see, in sentences.
    - `same_results`: whether the file computes what the reference does, whose flow stands beside its own.
    """

    exercise: str
    file: str | None
    activation: str
    argument: str
    flow: GradientFlow
    remarks: tuple[str, ...] = ()
    same_results: bool = True

    def as_json(self) -> dict[str, Any]:
        """As `gradients --format json` prints it."""
        return {
            "exercise": self.exercise,
            "file": self.file,
            "steps": len(self.flow.norms),
            "activation": self.activation,
            "gradient_flow": self.flow.as_json(),
            "remarks": list(self.remarks),
        }


def flow_of(
    norms: Sequence[float],
    expected: Sequence[float] = (),
    radius: float | None = None,
    bounds: tuple[float, float] = (VANISHED, EXPLODED),
) -> GradientFlow:
    """What norms mean. `bounds`: the growth per step below and above which they vanish and explode.

    >>> flow_of([0.0, 0.0, 0.25, 0.5, 1.0])
    GradientFlow(norms=(0.0, 0.0, 0.25, 0.5, 1.0), verdict='detached', expected=(), rate=0.5, radius=None, cut_at=2)
    """
    verdict = verdict_of(norms, bounds)
    cut = cut_of(norms) if verdict == "detached" else None
    return GradientFlow(tuple(norms), verdict, tuple(expected), rate_of(norms), radius, cut)


def verdict_of(norms: Sequence[float], bounds: tuple[float, float] = (VANISHED, EXPLODED)) -> Verdict:
    """Exact zeros are a cut; otherwise the mean growth per step back in time decides.

    >>> verdict_of((0.0, 0.0, 1.0)), verdict_of((1.0, 1.0, 1.0)), verdict_of((0.01, 0.1, 1.0))
    ('detached', 'stable', 'vanishing')
    >>> verdict_of((float("inf"), 1.0)), verdict_of((0.0, 1e-320, 1e-160, 1.0))
    ('not_finite', 'vanishing')
    """
    if not all(math.isfinite(norm) for norm in norms):
        return "not_finite"
    if cut_of(norms) is not None:
        return "detached"
    rate, (vanished, exploded) = rate_of(norms), bounds
    if rate is None:
        return "stable"
    return "vanishing" if rate < vanished else "exploding" if rate > exploded else "stable"


def cut_of(norms: Sequence[float]) -> int | None:
    """The last step, counted from 1, whose norm is exactly zero, and not for being too small to be represented."""
    smallest = 0.0
    for t in range(len(norms), 0, -1):
        if norms[t - 1] == 0 and not 0 < smallest < _UNDERFLOW:
            return t
        smallest = norms[t - 1] or smallest
    return None


def rate_of(norms: Sequence[float]) -> float | None:
    """The mean growth per step back in time, a geometric mean, over the last steps that a gradient reaches.

    >>> rate_of([0.25, 0.5, 1.0]), rate_of([1.0]), rate_of([0.0, 1.0])
    (0.5, None, None)
    """
    reached = next((i for i, norm in enumerate(reversed(norms)) if norm == 0), len(norms))
    if reached < 2 or not all(math.isfinite(norm) for norm in norms):
        return None
    return math.exp((math.log(norms[-reached]) - math.log(norms[-1])) / (reached - 1))
