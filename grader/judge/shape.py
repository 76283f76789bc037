"""Stage `shape`: does every result have the axes that the reference's annotation names?"""

from __future__ import annotations

from collections.abc import Sequence

from grader.judge.evidence import Evidence, Pair, leaves
from grader.judge.words import axes_in_words, both_shapes, sentence_case
from grader.report import Finding
from grader.worker.dimensions import Dimensions
from grader.worker.probe import Leaf, Result
from grader.worker.results import TENSOR


def judge_shape(evidence: Evidence) -> list[Finding]:
    """Compare layout and shapes leaf by leaf, in dimension names; the first probe that differs tells."""
    for pair in evidence.compared:
        if wrong := _of_pair(pair, evidence):
            return wrong
    return _notes(evidence)


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
    lines += _relation(leaf.shape, expected, axes, pair.dims)
    return _finding("wrong_shape", lines, f"{got} instead of {wanted}", pair.condition, evidence)


def _finding(kind: str, lines: list[str], shapes: str, condition: str, evidence: Evidence) -> Finding:
    if condition:
        lines = [f"{sentence_case(condition)}: {lines[0][0].lower()}{lines[0][1:]}", *lines[1:]]
    return Finding("shape", kind, "\n".join(lines), line=evidence.line, shapes=shapes)


def _about_none(layout: str) -> list[str]:
    return ["Is there a `return` at the end of every path through the function?"] if layout == "None" else []


def _relation(got: Sequence[int], wanted: Sequence[int], axes: Sequence[str], dims: Dimensions) -> list[str]:
    """How the shapes are related, when that says what happened."""
    names = [axis.replace("*", "") for axis in axes]
    if len(got) == len(wanted) and sorted(got) == sorted(wanted):
        swapped = [name for name, a, b in zip(names, got, wanted, strict=True) if a != b]
        return [f"The axes {' and '.join(swapped)} are in another order."]
    if missing := _missing_axis(list(got), list(wanted)):
        index = missing - 1
        if wanted[index] == 1:
            return [f"The axis {names[index]} has been squeezed away: it must stay, even where its size is 1."]
        return [f"The axis {names[index]} is missing: it was summed over, or one of its entries picked."]
    if extra := _missing_axis(list(wanted), list(got)):
        return [f"There is an axis too many, at place {extra - 1} (counted from 0)."]
    if (merged := _merged(got, wanted)) is not None:
        return [
            f"The axes {names[merged]} and {names[merged + 1]} have been merged into one of {dims.spell(got[merged])}."
        ]
    return []


def _missing_axis(short: list[int], long: list[int]) -> int:
    """One plus the place in `long` that, left out, gives `short`; 0 if there is none."""
    if len(short) != len(long) - 1:
        return 0
    return next((i + 1 for i in range(len(long)) if long[:i] + long[i + 1 :] == short), 0)


def _merged(got: Sequence[int], wanted: Sequence[int]) -> int | None:
    if len(got) != len(wanted) - 1:
        return None
    for i in range(len(got)):
        if [*wanted[:i], wanted[i] * wanted[i + 1], *wanted[i + 2 :]] == list(got):
            return i
    return None


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
