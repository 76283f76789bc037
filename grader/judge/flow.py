"""How gradients flow back through time: the norm at each step, and what it means."""

from __future__ import annotations

import torch
from torch import Tensor

from grader.contract import Contract
from grader.judge.evidence import Evidence, leaves
from grader.plan import LONG, flow_leaf, recurrent_weights
from grader.report import GradientFlow
from grader.report.flow import EXPLODED, VANISHED, flow_of, verdict_of
from grader.worker.probe import Observation, Probe

__all__ = ["flow_between", "gradient_flow", "norms_of", "radius_of", "verdict_of"]


def gradient_flow(evidence: Evidence) -> GradientFlow | None:
    """`‖∂L_T/∂X_t‖` for every step of the long probe, where L_T is a loss of the last step alone."""
    pair = evidence.pair(LONG)
    return flow_between(pair.seen, pair.expected, pair.probe, evidence.contract) if pair is not None else None


def flow_between(
    seen: Observation,
    expected: Observation,
    probe: Probe,
    contract: Contract,
    bounds: tuple[float, float] = (VANISHED, EXPLODED),
) -> GradientFlow | None:
    """The flow in an observation beside the reference's; None where it shows none, or not for results like these."""
    name = flow_leaf(contract)
    wanted = (expected.gradients or {}).get(name or "")
    if name is None or wanted is None or seen.gradients is None or not _answers(seen, expected, probe):
        return None
    gradient = seen.gradients.get(name)
    if gradient is None:
        gradient = torch.zeros_like(wanted)
    if gradient.shape != wanted.shape or not gradient.is_floating_point():
        return None  # a worker may send anything
    return flow_of(norms_of(gradient), norms_of(wanted), radius_of(probe, contract), bounds)


def norms_of(gradient: Tensor) -> tuple[float, ...]:
    """The Frobenius norm of each step of a `(T, …)` gradient. Squares neither overflow nor underflow on the way."""
    steps = gradient.double().flatten(1)
    if not steps.shape[1]:
        return (0.0,) * len(steps)
    largest = steps.abs().amax(dim=1)
    scale = torch.where((largest > 0) & largest.isfinite(), largest, 1.0)
    return tuple((scale * torch.linalg.vector_norm(steps / scale[:, None], dim=1)).tolist())


def radius_of(probe: Probe, contract: Contract) -> float | None:
    """The spectral radius of the recurrent weights of a probe; None where there are several that differ in it."""
    radii = [_spectral_radius(weight) for name in recurrent_weights(contract) for weight in _tensors(probe, name)]
    if not radii or max(radii) - min(radii) > 1e-6 * max(radii):
        return None
    return radii[0]


def _tensors(probe: Probe, name: str) -> list[Tensor]:
    value = probe.arguments.get(name)
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, Tensor) and item.ndim == 2 and item.shape[0] == item.shape[1]]


def _spectral_radius(weight: Tensor) -> float:
    return float(torch.linalg.eigvals(weight.double()).abs().max()) if weight.numel() else 0.0


def _answers(seen: Observation, expected: Observation, probe: Probe) -> bool:
    """Whether the results that the loss is made of have their shapes: of others no gradient was asked."""
    if seen.result is None or expected.result is None:
        return True
    shapes = {leaf.item: leaf.shape for leaf in leaves(seen.result)}
    asked = [leaf for leaf in leaves(expected.result) if probe.cotangents[leaf.item].any()]
    return all(shapes.get(leaf.item) == leaf.shape for leaf in asked)
