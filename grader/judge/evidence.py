"""What the judge looks at: for each probe, what the student's code did beside what the reference did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch

from grader.contract import Contract
from grader.exercise import Exercise, Mistake
from grader.judge.lineage import Lineage
from grader.judge.translate import ABOUT_DTYPE
from grader.milestones import Milestone
from grader.plan import AGAIN, FLOAT32, FUTURE, LONG, NEIGHBOUR, SMALL, SPELLED
from grader.worker.dimensions import Dimensions
from grader.worker.instances import named_tensors
from grader.worker.probe import Leaf, Observation, Probe, Result, Symbol
from grader.worker.results import oversized

_CONDITIONS = {
    SPELLED: "",
    SMALL: "with small sizes",
    AGAIN: "for other numbers of the same sizes",
    FLOAT32: "for float32 inputs",
    LONG: "over many steps",
    FUTURE: "",
    NEIGHBOUR: "",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """One probe, and both observations of it. `when` tells better than its id what is special about it."""

    probe: Probe
    seen: Observation
    expected: Observation
    when: str | None = None

    @property
    def dims(self) -> Dimensions:
        return Dimensions(self.probe.sizes)

    @property
    def condition(self) -> str:
        """What is special about this probe, in words: `when n = 1`; nothing for the main one."""
        return self.when or _CONDITIONS.get(self.probe.id, f"when {self.probe.id}")

    @property
    def sizes_in_words(self) -> str:
        return ", ".join(f"{name} = {size}" for name, size in self.probe.sizes.items())

    @property
    def failed_on_dtype(self) -> bool:
        """Whether the call failed because something in it has another dtype than the inputs."""
        failure = self.seen.failure
        return failure is not None and failure.kind == "exception" and bool(ABOUT_DTYPE.search(failure.message))


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that one submission showed for one exercise.

    `shows_inputs`: whether what is said of it may show the numbers of a probe.
    `closer`: one probe asked again, to look at what happens inside; `milestones`: the reference's on that probe.
    `mistaken`: what a known mistake does on a probe, where somebody remembers it.
    `too_slow`: where it took too long, so that it was asked at other sizes.
    """

    exercise: Exercise
    contract: Contract
    symbol: Symbol | None
    pairs: tuple[Pair, ...]
    file: str
    output_lost: bool = False
    shows_inputs: bool = True
    closer: Pair | None = None
    milestones: tuple[Milestone, ...] = ()
    mistaken: Callable[[Mistake, Probe], Observation] | None = None
    too_slow: Pair | None = None

    @property
    def lineage(self) -> Lineage | None:
        """What a closer look at the first failure has seen."""
        trace = self.closer.seen.trace if self.closer else None
        return Lineage(trace) if trace is not None else None

    def pair(self, id: str) -> Pair | None:
        return next((pair for pair in self.pairs if pair.probe.id == id), None)

    @property
    def works_in_float32_only(self) -> bool:
        """Every double-precision call failed on a dtype, and the single-precision one did not fail."""
        single = self.pair(FLOAT32)
        others = [pair for pair in self.pairs if pair.probe.id != FLOAT32]
        return single is not None and single.seen.failure is None and all(pair.failed_on_dtype for pair in others)

    @property
    def compared(self) -> tuple[Pair, ...]:
        """The pairs whose results can be compared with the reference's."""
        return tuple(pair for pair in self.pairs if pair.seen.failure is None and pair.seen.result is not None)

    @property
    def not_attempted(self) -> bool:
        """The starter: not implemented on every probe, or an empty body that returns None on every one."""
        return bool(self.pairs) and all(self._declined(pair.seen) for pair in self.pairs)

    def _declined(self, seen: Observation) -> bool:
        if seen.failure is not None:
            return seen.failure.kind == "not_implemented"
        empty = self.symbol is not None and self.symbol.empty
        return empty and seen.result is not None and seen.result.layout == "None"

    @property
    def line(self) -> int | None:
        """Where a result that is wrong as a whole is best shown: the `return`, or else the definition."""
        return (self.symbol.result_line or self.symbol.line) if self.symbol else None

    def leaf_name(self, index: int, key: str = "") -> str:
        """How to speak of one result, or of the tensor at a place in it."""
        part = f"`{key}` of " if key else ""
        if len(self.contract.results) == 1:
            return f"{part}the result"
        ordinal = ("first", "second", "third", "fourth", "fifth")[index] if index < 5 else f"{index + 1}th"
        return f"{part}the {ordinal} result"

    def axes_of(self, leaf: Leaf, dims: Dimensions) -> tuple[str, ...]:
        """The axes of a leaf of the reference's: as annotated, or, in a list or dictionary, spelled back."""
        axes = self.contract.results[leaf.item] if leaf.item < len(self.contract.results) else ()
        return axes if len(axes) == len(leaf.shape) else tuple(dims.spell(size) for size in leaf.shape)


def leaves(result: Result | None) -> tuple[Leaf, ...]:
    """The leaves of a result, none where there is no result."""
    return result.leaves if result is not None else ()


def modified(seen: Observation, probe: Probe) -> tuple[str, ...]:
    """Arguments whose numbers or shape are not what they were before the call."""
    before = dict(named_tensors(probe.arguments))
    return tuple(name for name, leaf in seen.after.items() if name in before and _differs(leaf, before[name]))


def _differs(leaf: Leaf, before: object) -> bool:
    if not isinstance(before, torch.Tensor):
        return False
    return leaf.data is None or leaf.data.dtype != before.dtype or not torch.equal(leaf.data, before)


def fatal(seen: Observation) -> bool:
    """Whether nothing more should be asked: the process is gone, or every answer costs too much."""
    if seen.failure is not None:
        return seen.failure.kind in ("timeout", "crashed", "exited", "out_of_memory", "missing")
    return seen.result is not None and oversized(seen.result)
