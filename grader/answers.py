"""The trusted side's half of a check: the plan of an exercise, and what the reference does on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from grader.exercise import Exercise, Mistake
from grader.judge.mistakes import observed
from grader.milestones import Milestone, milestones_of
from grader.plan import PUBLIC_SEED, Plan, make_plan
from grader.worker.call import observe
from grader.worker.probe import Observation, Probe

_OF_STUDENTS = {"annotations", "devices", "trace", "values", "cuts"}
"""What is looked at in a student's code alone."""


class ReferenceFailed(Exception):
    """The reference itself fails on a probe: the grader's fault, never the student's."""


@dataclass(slots=True)
class Answers:
    """The probes of an exercise and, computed when first asked for, what reference and known mistakes do on them."""

    plan: Plan
    reference: Callable[..., object]
    _seen: dict[str, Observation] = field(default_factory=dict[str, Observation])
    _milestones: dict[str, tuple[Milestone, ...]] = field(default_factory=dict[str, "tuple[Milestone, ...]"])
    _mistaken: dict[tuple[str, str], Observation] = field(default_factory=dict[tuple[str, str], Observation])

    @classmethod
    def of(cls, exercise: Exercise, device: str = "cpu", seed: int = PUBLIC_SEED, *, tiny: bool = False) -> Answers:
        """The answers to an exercise; at tiny sizes, for slow programs."""
        return cls(make_plan(exercise, seed, device, tiny=tiny), exercise.implementation())

    def milestones(self, probe: Probe) -> tuple[Milestone, ...]:
        """The intermediate values that the reference names on a probe."""
        if probe.id not in self._milestones:
            self._milestones[probe.id] = milestones_of(self.reference, probe)
        return self._milestones[probe.id]

    def mistaken(self, mistake: Mistake, probe: Probe) -> Observation:
        """What a known mistake does on a probe of the plan."""
        if (mistake.id, probe.id) not in self._mistaken:
            self._mistaken[mistake.id, probe.id] = observed(mistake, probe)
        return self._mistaken[mistake.id, probe.id]

    def expected(self, probe: Probe) -> Observation:
        """What the reference does on a probe, always on the CPU. Raises `ReferenceFailed`."""
        if probe.id not in self._seen:
            from reference.checked import unchecked

            with unchecked():  # the shapes are the plan's own
                seen = observe(self.reference, _asked(probe))
            if failure := seen.failure or seen.gradient_failure:
                raise ReferenceFailed(f"{probe.symbol} on `{probe.id}`: {failure.type}: {failure.message}")
            self._seen[probe.id] = seen
        return self._seen[probe.id]


def _asked(probe: Probe) -> Probe:
    """What is compared with: `verify` has shown that a reference repeats itself and draws as it should."""
    collect = [("side_effects" if what == "purity" else what) for what in probe.collect if what not in _OF_STUDENTS]
    return replace(probe, device="cpu", collect=tuple(collect), draws=0)
