"""What a run of pytest comes to: the reports of exercises, with the instructor's own tests as stages of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from grader.judge.scoring import FATAL

_WORST = ("passed", "skipped", "failed")


@dataclass(frozen=True, slots=True)
class Judged:
    """A report as JSON, with the weights of its stages; `order`: its place among those of the file."""

    order: int
    report: Mapping[str, Any]
    weights: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Checked:
    """One phase of an instructor's test.

    - `order`: its place among all tests. `points`: what it is worth; 0 without the mark.
    - `exercises`: those that it may be about, most likely first.
    """

    order: int
    id: str
    node: str
    points: int
    exercises: tuple[str, ...]
    outcome: str
    message: str = ""


@dataclass(slots=True)
class Tally:
    """Gathers what tests report, wherever they ran."""

    judged: dict[int, Judged] = field(default_factory=dict[int, Judged])
    checked: dict[str, Checked] = field(default_factory=dict[str, Checked])

    def add(self, carried: str) -> None:
        """One phase of one test, as `carried_of` has put it."""
        fields: dict[str, Any] = json.loads(carried)
        if "report" in fields:
            self.judged.setdefault(fields["order"], Judged(**fields))
            return
        fields["exercises"] = tuple(fields["exercises"])
        new = Checked(**fields)
        old = self.checked.get(new.node)
        if old is not None and _WORST.index(old.outcome) >= _WORST.index(new.outcome):
            new = replace(old, exercises=new.exercises)
        self.checked[new.node] = new

    def reports(self) -> list[dict[str, Any]]:
        """As `check --format json` would print them, in the order of the curriculum."""
        whole, _ = zip(*self._merged(), strict=True) if self.judged else ((), ())
        return list(whole)

    def lines(self) -> list[str]:
        """`rnn_cell: 8 of 12 points`, for each exercise where there are any."""
        return [
            f"{report['exercise'] or report['file']}: {earned} of {possible} points"
            for report, (earned, possible) in self._merged()
            if possible
        ]

    def warnings(self) -> list[str]:
        """`rnn_cell::shape: …`, for each stage that warns."""
        return [
            f"{judged.report['exercise'] or judged.report['file']}::{stage['id']}: {stage['message']}"
            for _, judged in sorted(self.judged.items())
            for stage in judged.report["stages"]
            if stage["outcome"] == "warned"
        ]

    def _merged(self) -> Iterator[tuple[dict[str, Any], tuple[int, int]]]:
        tests = sorted(self.checked.values(), key=lambda test: test.order)
        for order in sorted(self.judged):
            yield merged(self.judged[order], [test for test in tests if self._owner(test) == order])

    def _owner(self, test: Checked) -> int:
        """The exercise whose stage a test is: the first of those that it may be about, or of all."""
        by_id = {judged.report["exercise"]: order for order, judged in self.judged.items()}
        return next((by_id[id] for id in test.exercises if id in by_id), min(self.judged))


def carried_of(what: Judged | Checked) -> str:
    """As a text: what `pytest-xdist` carries is of Python's own types alone, and a version of torch is not."""
    return json.dumps(asdict(what))


def merged(judged: Judged, tests: Sequence[Checked]) -> tuple[dict[str, Any], tuple[int, int]]:
    """A report with tests as its last stages, and the points earned and possible.

    Points are weights divided by the sum of all of them. A test that was skipped counts for nothing either way.
    """
    report = judged.report
    stages = [*report["stages"], *_stages_of(tests)]
    weights = [judged.weights.get(stage["id"], 0) for stage in report["stages"]]
    weights += [0 if test.outcome == "skipped" else test.points for test in tests]
    total, lost = sum(weights) or 1, _earns_nothing(report)
    earned = [
        weight if not lost and stage["outcome"] in ("passed", "warned") else 0
        for stage, weight in zip(stages, weights, strict=True)
    ]
    scored = [
        {**stage, "points": own / total, "max_points": weight / total}
        for stage, own, weight in zip(stages, earned, weights, strict=True)
    ]
    fails = report["outcome"] == "passed" and any(test.outcome == "failed" for test in tests)
    outcome = "failed" if fails else report["outcome"]
    score = round(sum(stage["points"] for stage in scored), 10)
    return {**report, "outcome": outcome, "score": score, "stages": scored}, (sum(earned), sum(weights))


def _earns_nothing(report: Mapping[str, Any]) -> bool:
    fatal = any(stage["id"] in FATAL and stage["outcome"] == "failed" for stage in report["stages"])
    return fatal or report["outcome"] in ("not_attempted", "error")


def _stages_of(tests: Sequence[Checked]) -> Iterator[dict[str, Any]]:
    """Each with its test's name; where two have the same one, with the file, too."""
    names = [test.id for test in tests]
    for test in tests:
        name = test.id if names.count(test.id) == 1 else test.node
        yield {"id": name, "outcome": test.outcome, "message": test.message}
