"""Stage `dtype`: does every result have the floating dtype of the inputs?"""

from __future__ import annotations

from dataclasses import replace

from grader.contract import VALUE
from grader.judge.evidence import Evidence, Pair, leaves
from grader.judge.failures import finding_of
from grader.judge.words import sentence_case
from grader.report import Finding
from grader.worker.instances import named_tensors
from grader.worker.probe import Result
from grader.worker.results import TENSOR

_WHOLE = frozenset({"uint8", "int8", "int16", "int32", "int64"})
_FLOATING = frozenset({"float64", "float32", "float16", "bfloat16"})
_MAY_HOLD_TENSORS = (TENSOR, "a list", "a tuple")


def judge_dtype(evidence: Evidence) -> list[Finding]:
    """Compare dtypes leaf by leaf, for double and for single precision."""
    if evidence.works_in_float32_only:
        return [_crash(evidence.pairs[0])]
    tensors = any(kind != VALUE for kind in evidence.contract.layout)
    if tensors and any(_has_no_tensor(pair.seen.result) for pair in evidence.compared):
        return [Finding("dtype", "wrong_dtype", "There is no tensor in the result, and so no dtype to be right.")]
    wrong = _first_wrong_leaf(evidence)
    return [_finding(*wrong[1:], evidence)] if wrong else []


def first_wrong(evidence: Evidence) -> Pair | None:
    """The first probe on which a result has another dtype, or on which the dtypes do not meet."""
    if evidence.works_in_float32_only:
        return evidence.pairs[0]
    wrong = _first_wrong_leaf(evidence)
    return wrong[0] if wrong else None


def _first_wrong_leaf(evidence: Evidence) -> tuple[Pair, str, str, str] | None:
    for pair in evidence.compared:
        for got, want in zip(leaves(pair.seen.result), leaves(pair.expected.result), strict=False):
            if got.kind == want.kind == TENSOR and not _may_be(got.dtype, want.dtype, pair):
                return pair, got.dtype, want.dtype, evidence.leaf_name(got.item, got.key)
    return None


def _may_be(got: str, want: str, pair: Pair) -> bool:
    """Any integers where integers are asked for; any floating dtype where no input has one."""
    if got == want:
        return True
    if want in _WHOLE:
        return got in _WHOLE
    inputs = named_tensors({**pair.probe.arguments, **pair.probe.parameters})
    return got in _FLOATING and not any(tensor.is_floating_point() for _, tensor in inputs)


def _has_no_tensor(result: Result | None) -> bool:
    """Whether nothing in a result could have a dtype. A tuple of the wrong length is a matter of shape alone."""
    if result is None:
        return True
    if result.leaves:
        return not any(leaf.kind.startswith(_MAY_HOLD_TENSORS) for leaf in result.leaves)
    return not result.layout.startswith(_MAY_HOLD_TENSORS)


def _crash(pair: Pair) -> Finding:
    assert pair.seen.failure is not None
    finding = finding_of(pair.seen.failure, "dtype", pair.dims)
    message = f"It works for float32 inputs and fails for float64.\n{finding.message}"
    return replace(finding, kind="wrong_dtype", message=message)


def _finding(got: str, want: str, name: str, evidence: Evidence) -> Finding:
    message = (
        f"{sentence_case(name)} is {got} for {want} inputs. "
        "Which tensor does your code create itself, or convert, without the dtype of its inputs?"
    )
    return Finding("dtype", "wrong_dtype", message, line=evidence.line, shapes=f"{want} → {got}")
