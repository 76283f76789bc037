"""Stage `operations`: as many matrix products as the task allows."""

from __future__ import annotations

from grader.judge.evidence import Evidence
from grader.judge.words import listing
from grader.report import Finding


def judge_operations(evidence: Evidence) -> list[Finding]:
    """Compare the number of matrix products with the reference's, however they are written; or forbid autograd."""
    if evidence.exercise.forbids_autograd:
        return _autograd(evidence)
    for pair in evidence.compared:
        seen, expected = pair.seen.products, pair.expected.products
        if seen is not None and expected is not None and seen != expected:
            when = f" {pair.condition}" if pair.condition else ""
            message = (
                f"The task asks for exactly {_count(expected)}, and {_count(seen)} {'was' if seen <= 1 else 'were'} "
                f"counted{when} (`@`, `mm`, `addmm`, `einsum`, `F.linear` each count as one)."
            )
            return [Finding("operations", "operation_count", message, line=evidence.line)]
        if seen == expected and sum(pair.seen.summed) < sum(pair.expected.summed):
            got, want = (listing([pair.dims.spell(n) for n in each.summed]) for each in (pair.seen, pair.expected))
            message = (
                f"The product that was counted sums over {got}, and the one of the task sums over {want}: "
                "a part of it is computed in another way."
            )
            return [Finding("operations", "operation_count", message, line=evidence.line)]
    return []


def _autograd(evidence: Evidence) -> list[Finding]:
    for pair in evidence.compared:
        if pair.seen.autograd:
            used = listing([f"`{name.strip('_')}`" for name in pair.seen.autograd])
            message = (
                f"The gradients are to be written by hand, and the call asks autograd for them ({used}). "
                "Which derivative does each line of the forward pass have?"
            )
            return [Finding("operations", "uses_autograd", message, line=evidence.line)]
    return []


def _count(number: int) -> str:
    words = {0: "no matrix product", 1: "one matrix product", 2: "two matrix products", 3: "three matrix products"}
    return words.get(number, f"{number} matrix products")
