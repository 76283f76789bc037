"""How gradients flow back through time: the norm at each step, and what it means."""

from __future__ import annotations

import math

from grader.judge.evidence import Evidence
from grader.plan import LONG, flow_leaf
from grader.report import GradientFlow

_VANISHED, _EXPLODED = 0.80, 1.05
"""Growth per step, going back in time, below and above which a flow is called vanishing and exploding."""


def gradient_flow(evidence: Evidence) -> GradientFlow | None:
    """`‖∂L_T/∂X_t‖` for every step of the long probe, where L_T is a loss of the last step alone."""
    pair, name = evidence.pair(LONG), flow_leaf(evidence.contract)
    if pair is None or name is None or pair.seen.gradients is None:
        return None
    gradient, expected = pair.seen.gradients.get(name), (pair.expected.gradients or {}).get(name)
    if gradient is not None and (expected is None or gradient.shape != expected.shape):
        return None  # a worker may send anything
    if gradient is None:
        return GradientFlow((0.0,) * pair.probe.sizes["T"], "detached")
    norms = tuple(gradient.double().flatten(1).norm(dim=1).tolist())
    return GradientFlow(norms, verdict_of(norms)) if all(math.isfinite(norm) for norm in norms) else None


def verdict_of(norms: tuple[float, ...]) -> str:
    """Exact zeros are a cut; otherwise the mean growth per step back in time decides.

    >>> verdict_of((0.0, 0.0, 1.0)), verdict_of((1.0, 1.0, 1.0)), verdict_of((0.01, 0.1, 1.0))
    ('detached', 'stable', 'vanishing')
    """
    if not all(norms):
        return "detached"
    rate = (norms[0] / norms[-1]) ** (1 / max(len(norms) - 1, 1))
    return "vanishing" if rate < _VANISHED else "exploding" if rate > _EXPLODED else "stable"
