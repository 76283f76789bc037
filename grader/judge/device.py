"""Stage `device`: is every result on the device of the inputs?"""

from __future__ import annotations

from grader.judge.evidence import Evidence, leaves
from grader.judge.words import sentence_case
from grader.report import Finding
from grader.worker.results import TENSOR


def judge_device(evidence: Evidence) -> list[Finding]:
    """Compare devices leaf by leaf with the device that the inputs were put on."""
    for pair in evidence.compared:
        for index, leaf in enumerate(leaves(pair.seen.result)):
            if leaf.kind == TENSOR and leaf.device != pair.probe.device:
                name = evidence.leaf_name(index)
                message = f"{sentence_case(name)} is on {leaf.device}, and the inputs are on {pair.probe.device}."
                return [Finding("device", "wrong_device", message, line=evidence.line)]
    return []
