"""Stage `shape`: does every result have the axes that the reference's annotation names?"""

from __future__ import annotations

from collections.abc import Sequence

from grader.contract import FLOAT, INT, TENSORS
from grader.judge.axes import related_shapes
from grader.judge.culprit import culprit_of
from grader.judge.evidence import Evidence, Pair, leaves
from grader.judge.lineage import at
from grader.judge.optional import with_condition
from grader.judge.plain import is_kind_of, kind_of
from grader.judge.words import axes_in_words, both_shapes, sentence_case
from grader.report import Finding
from grader.worker.probe import Leaf, Result
from grader.worker.results import TENSOR


def judge_shape(evidence: Evidence) -> list[Finding]:
    """Compare layout and shapes leaf by leaf, in dimension names; the first probe that differs tells."""
    failed = [pair for pair in evidence.compared if _of_pair(pair, evidence)]
    return _of_pair(with_condition(failed[0], failed, evidence), evidence) if failed else _notes(evidence)


def first_wrong(evidence: Evidence) -> Pair | None:
    """The first probe on which a result has another shape."""
    return next((pair for pair in evidence.compared if _of_pair(pair, evidence)), None)


def _of_pair(pair: Pair, evidence: Evidence) -> list[Finding]:
    result = pair.seen.result
    assert result is not None
    if parameters := [note.split(":")[1:] for note in result.notes if note.startswith("parameter:")]:
        return [_wrong_parameter(parameters[0], pair, evidence)]
    wanted = leaves(pair.expected.result)
    if {(leaf.item, leaf.key) for leaf in result.leaves} != {(leaf.item, leaf.key) for leaf in wanted}:
        return [_wrong_layout(result, wanted, evidence, pair)]
    return [
        finding
        for leaf, want in zip(result.leaves, wanted, strict=True)
        if (finding := _of_leaf(leaf, want, pair, evidence))
    ]


def _wrong_parameter(told: Sequence[str], pair: Pair, evidence: Evidence) -> Finding:
    """A class whose parameters are not those of the task: the name, the sizes wanted, and those that are there."""
    name, wanted, got = (*told, "", "", "")[:3]
    names = [
        pair.dims.spell_shape([int(size) for size in sizes.split(",") if size])
        for sizes in (wanted, got)
        if sizes != "missing"
    ]
    is_missing = got == "missing"
    what = f"`{evidence.contract.symbol}` should have a parameter `{name}` of shape {names[0]}"
    line = f"{what}, and has none." if is_missing else f"{what}, and its `{name}` is {names[1]}."
    shapes = f"{'none' if is_missing else names[1]} instead of {names[0]}"
    return _finding("wrong_parameter", [line], shapes, pair.condition, evidence)


def _wrong_layout(result: Result, wanted: Sequence[Leaf], evidence: Evidence, pair: Pair) -> Finding:
    contract, name = evidence.contract, evidence.contract.symbol
    if (result.leaves and len(result.leaves) != len(wanted)) or any(leaf.key for leaf in wanted):
        item = next((leaf.item for leaf in wanted if leaf.key), 0)
        keys = [leaf.key for leaf in wanted if leaf.item == item]
        got = [leaf for leaf in result.leaves if leaf.item == item]
        is_list = contract.layout[item] == TENSORS
        asked = (
            f"a list of {len(keys)} tensors"
            if is_list
            else f"a dictionary with {', '.join(k.strip('[]') for k in keys)}"
        )
        has = got[0].kind if len(got) == 1 and not got[0].key else _inside(got, is_list=is_list)
        what = f"{sentence_case(evidence.leaf_name(item))} should be {asked}, and is {has}."
        return _finding("wrong_layout", [what], f"{has} instead of {asked}", pair.condition, evidence)
    axes = ", ".join(axes_in_words(axes) for axes in contract.results)
    what = f"`{name}` should return a tuple of {len(contract.results)} results, and returns {result.layout}."
    if all(kind in (FLOAT, INT) for kind in contract.layout):
        what = (
            f"`{name}` should return a tuple of {len(contract.results)} tensors, {axes}, and returns {result.layout}."
        )
    kind = "wrong_type" if result.layout == "None" else "wrong_layout"
    return _finding(
        kind, [what, *_about_none(result.layout)], f"{result.layout} instead of {axes}", pair.condition, evidence
    )


def _inside(got: Sequence[Leaf], *, is_list: bool) -> str:
    if is_list:
        return f"a list of {len(got)}"
    return f"one with {', '.join(leaf.key.strip('[]') for leaf in got)}" if got else "an empty one"


def _of_leaf(leaf: Leaf, want: Leaf, pair: Pair, evidence: Evidence) -> Finding | None:
    name = evidence.leaf_name(leaf.item, leaf.key)
    if want.kind != TENSOR:
        return _of_value(leaf, want, name, pair, evidence)
    axes = evidence.axes_of(want, pair.dims)
    wanted = axes_in_words(axes)
    if leaf.kind != TENSOR:
        what = f"{sentence_case(name)} should be a tensor {wanted}, and is {leaf.kind}."
        kind = "wrong_layout" if leaf.kind.startswith(("a list", "a tuple")) else "wrong_type"
        return _finding(
            kind, [what, *_about_none(leaf.kind)], f"{leaf.kind} instead of {wanted}", pair.condition, evidence
        )
    if leaf.shape == want.shape:
        return None
    got = pair.dims.spell_shape(leaf.shape, axes)
    lines = [
        f"{sentence_case(name)} should be {wanted}, and is {both_shapes(leaf.shape, want.shape, pair.dims, axes)}."
    ]
    told = related_shapes(leaf.shape, want.shape, axes, pair.dims)
    lines += [told.sentence] if told else []
    finding = _finding(
        told.kind if told else "wrong_shape", lines, f"{got} instead of {wanted}", pair.condition, evidence
    )
    return _where_it_came_about(finding, leaf.shape, want.shape, leaf.item, evidence)


def _of_value(leaf: Leaf, want: Leaf, name: str, pair: Pair, evidence: Evidence) -> Finding | None:
    """A plain value where one is asked for: is it of the kind that is asked for?"""
    if leaf.kind == want.kind and is_kind_of(leaf.value, want.value):
        return None
    asked, got = kind_of(want.value), kind_of(leaf.value) if leaf.kind == want.kind else leaf.kind
    lines = [f"{sentence_case(name)} should be {asked}, and is {got}.", *_about_none(got)]
    return _finding("wrong_type", lines, f"{got} instead of {asked}", pair.condition, evidence)


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
    notes = {note for pair in evidence.compared if pair.seen.result for note in pair.seen.result.notes}
    findings: list[Finding] = []
    for kind, index in sorted(note.split(":") for note in notes if note.count(":") == 1):
        name = evidence.leaf_name(int(index))
        axes = axes_in_words(evidence.contract.results[int(index)])
        if kind == "one_tuple":
            message = (
                f"{sentence_case(name)} is a tuple of one. It counts as the tensor in it; is there a comma too many?"
            )
            findings.append(Finding("shape", "one_tuple", message, line=evidence.line, warns=True))
        elif kind == "scalar_tensor":
            message = (
                f"{sentence_case(name)} is a tensor of no axes. It counts as the number in it (`.item()` takes it out)."
            )
            findings.append(Finding("shape", "scalar_tensor", message, line=evidence.line, warns=True))
        else:
            message = f"{sentence_case(name)} is a list of tensors. It counts as the stacked tensor {axes} asked for."
            findings.append(Finding("shape", "list_result", message, line=evidence.line, warns=True))
    return findings
