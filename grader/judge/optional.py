"""What is wrong exactly where an optional argument is left out, or exactly where it is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grader.judge.evidence import Evidence, Pair
from grader.plan import FUTURE, NEIGHBOUR


def with_condition(pair: Pair, failed: Sequence[Pair], evidence: Evidence) -> Pair:
    """The pair, which is one of the failed ones, with that condition where it tells them from all others."""
    found = optional_argument(failed, evidence)
    return pair if found is None else replace(pair, when=f"when `{found[0]}` is {found[1]}")


def optional_argument(failed: Sequence[Pair], evidence: Evidence) -> tuple[str, str] | None:
    """An argument that is `left out`, or `given`, in all calls that fail and in no other."""
    asked = [pair for pair in evidence.pairs if pair.probe.id not in (FUTURE, NEIGHBOUR)]
    ids, wrong = ({pair.probe.id for pair in pairs} for pairs in (asked, failed))
    wrong &= ids
    if wrong == ids:
        return None
    for argument in (each for each in evidence.contract.arguments if each.optional):
        given = {pair.probe.id for pair in asked if argument.name in pair.probe.arguments}
        if wrong in (given, ids - given):
            return argument.name, "given" if wrong == given else "left out"
    return None
