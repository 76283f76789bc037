"""Stage `device`: is every result on the device of the inputs, and would everything inside be there, too?"""

from __future__ import annotations

from grader.judge.evidence import Evidence, leaves
from grader.judge.lineage import at
from grader.judge.words import sentence_case
from grader.plan import SPELLED
from grader.report import Finding
from grader.worker.results import TENSOR
from grader.worker.traced import Stray


def judge_device(evidence: Evidence) -> list[Finding]:
    """Compare devices leaf by leaf with that of the inputs; then tell what strayed from a pretended one."""
    for pair in evidence.compared:
        for leaf in leaves(pair.seen.result):
            if leaf.kind == TENSOR and leaf.device != pair.probe.device:
                name = evidence.leaf_name(leaf.item, leaf.key)
                message = f"{sentence_case(name)} is on {leaf.device}, and the inputs are on {pair.probe.device}."
                return [Finding("device", "wrong_device", message, line=evidence.line)]
    main = evidence.pair(SPELLED)
    strays = main.seen.strays if main is not None and main.seen.failure is None else ()
    return [_finding(stray, evidence) for stray in strays[:3]]


_MADE = "Which device does `{}` make its tensor on, when nobody says? Ask one of the inputs for its device."


def _finding(stray: Stray, evidence: Evidence) -> Finding:
    where = f" in line {stray.met.line}: `{stray.met_text}`" if stray.met and stray.met != stray.place else ""
    if stray.how == "numpy":
        message = (
            "NumPy cannot read a tensor that is on a GPU: with the inputs there, this line raises an error. "
            "Which operation of torch does the same?"
        )
    elif stray.how == "moved":
        message = (
            f"This brings a tensor to the device {stray.device}, wherever the inputs are. {_outcome(stray, where)}"
        )
    elif stray.place is None:
        message = f"A tensor that was made when the file was loaded is on the CPU. {_outcome(stray, where)}"
    elif "device=" in stray.text:
        message = f"This tensor is made on the CPU, wherever the inputs are. {_outcome(stray, where)}"
    else:
        function = stray.text.split("(")[0]
        message = f"This tensor is made on the CPU, wherever the inputs are. {_outcome(stray, where)}\n" + _MADE.format(
            function
        )
    finding = Finding("device", "wrong_device", message, line=evidence.line, shapes=f"cuda → {stray.device}")
    return at(stray.place, finding, stray.text) if stray.place is not None else finding


def _outcome(stray: Stray, where: str) -> str:
    if stray.met is None:
        return "With the inputs on a GPU the result is not there with them."
    return f"With the inputs on a GPU the two devices meet{where or ' here'}, and PyTorch raises an error."
