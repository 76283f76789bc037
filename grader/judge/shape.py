"""Stage `shape`: does every result have the axes that the reference's annotation names?"""

from __future__ import annotations

from collections.abc import Sequence

from grader.judge.axes import related_shapes
from grader.judge.culprit import culprit_of
from grader.judge.evidence import Evidence, Pair, leaves
from grader.judge.lineage import at
from grader.judge.words import axes_in_words, both_shapes, sentence_case
from grader.report import Finding
from grader.worker.probe import Leaf, Result
from grader.worker.results import TENSOR


def judge_shape(evidence: Evidence) -> list[Finding]:
    """Compare layout and shapes leaf by leaf, in dimension names; the first probe that differs tells."""
    pair = first_wrong(evidence)
    return _of_pair(pair, evidence) if pair is not None else _notes(evidence)


def first_wrong(evidence: Evidence) -> Pair | None:
    """The first probe on which a result has another shape."""
    return next((pair for pair in evidence.compared if _of_pair(pair, evidence)), None)


def _of_pair(pair: Pair, evidence: Evidence) -> list[Finding]:
    result = pair.seen.result
    assert result is not None
    if len(result.leaves) != len(evidence.contract.results):
        return [_wrong_layout(result, evidence, pair.condition)]
    return [
        finding
        for index, (leaf, axes) in enumerate(zip(result.leaves, evidence.contract.results, strict=True))
        if (finding := _of_leaf(leaf, axes, index, pair, evidence))
    ]


def _wrong_layout(result: Result, evidence: Evidence, condition: str) -> Finding:
    wanted = ", ".join(axes_in_words(axes) for axes in evidence.contract.results)
    name = evidence.exercise.id
    asked = f"a tuple of {len(evidence.contract.results)} tensors, {wanted}"
    what = f"`{name}` should return {asked}, and returns {result.layout}."
    kind = "wrong_type" if result.layout == "None" else "wrong_layout"
    return _finding(
        kind, [what, *_about_none(result.layout)], f"{result.layout} instead of {wanted}", condition, evidence
    )


def _of_leaf(leaf: Leaf, axes: tuple[str, ...], index: int, pair: Pair, evidence: Evidence) -> Finding | None:
    wanted, name = axes_in_words(axes), evidence.leaf_name(index)
    if leaf.kind != TENSOR:
        what = f"{sentence_case(name)} should be a tensor {wanted}, and is {leaf.kind}."
        kind = "wrong_layout" if leaf.kind.startswith(("a list", "a tuple")) else "wrong_type"
        return _finding(
            kind, [what, *_about_none(leaf.kind)], f"{leaf.kind} instead of {wanted}", pair.condition, evidence
        )
    expected = leaves(pair.expected.result)[index].shape
    if leaf.shape == expected:
        return None
    got = pair.dims.spell_shape(leaf.shape, axes)
    lines = [f"{sentence_case(name)} should be {wanted}, and is {both_shapes(leaf.shape, expected, pair.dims, axes)}."]
    told = related_shapes(leaf.shape, expected, axes, pair.dims)
    lines += [told.sentence] if told else []
    finding = _finding(
        told.kind if told else "wrong_shape", lines, f"{got} instead of {wanted}", pair.condition, evidence
    )
    return _where_it_came_about(finding, leaf.shape, expected, index, evidence)


def _where_it_came_about(
    finding: Finding, got: Sequence[int], expected: Sequence[int], index: int, evidence: Evidence
) -> Finding:
    """At the operation that gave the result its wrong shape, if that is one that moves axes."""
    lineage = evidence.lineage
    culprit = culprit_of(lineage, index, tuple(got), tuple(expected)) if lineage is not None else None
    return at(culprit.place, finding, culprit.text) if culprit is not None else finding


def _finding(kind: str, lines: list[str], shapes: str, condition: str, evidence: Evidence) -> Finding:
    if condition:
        lines = [f"{sentence_case(condition)}: {lines[0][0].lower()}{lines[0][1:]}", *lines[1:]]
    return Finding("shape", kind, "\n".join(lines), line=evidence.line, shapes=shapes)


def _about_none(layout: str) -> list[str]:
    return ["Is there a `return` at the end of every path through the function?"] if layout == "None" else []


def _notes(evidence: Evidence) -> list[Finding]:
    """Layouts that are accepted, with a word about them."""
    notes = {note for pair in evidence.compared if pair.seen.result for note in pair.seen.result.notes if ":" in note}
    findings: list[Finding] = []
    for kind, index in sorted(note.split(":") for note in notes):
        name = evidence.leaf_name(int(index))
        axes = axes_in_words(evidence.contract.results[int(index)])
        if kind == "one_tuple":
            message = (
                f"{sentence_case(name)} is a tuple of one. It counts as the tensor in it; is there a comma too many?"
            )
            findings.append(Finding("shape", "one_tuple", message, line=evidence.line, warns=True))
        else:
            message = f"{sentence_case(name)} is a list of tensors. It counts as the stacked tensor {axes} asked for."
            findings.append(Finding("shape", "list_result", message, line=evidence.line, warns=True))
    return findings
