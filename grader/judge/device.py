"""Stage `device`: is every result on the device of the inputs?"""

from __future__ import annotations

from grader.judge.evidence import Evidence, leaves
from grader.report import Finding


def judge_device(evidence: Evidence) -> list[Finding]:
    """Compare devices leaf by leaf with the device that the inputs were put on."""
    for pair in evidence.compared:
        for index, leaf in enumerate(leaves(pair.seen.result)):
            if leaf.kind == "a tensor" and leaf.device != pair.probe.device:
                name = evidence.leaf_name(index)
                message = f"{name[0].upper()}{name[1:]} is on {leaf.device}, and the inputs are on {pair.probe.device}."
                return [Finding("device", "wrong_device", message, line=evidence.line)]
    return []
