"""Stage `value`: are the numbers those of the reference?"""

from __future__ import annotations

from torch import Tensor

from grader.judge.compare import wrong_places
from grader.judge.evidence import Evidence, Pair, leaves
from grader.judge.optional import optional_argument
from grader.judge.plain import difference, same
from grader.judge.random import judge_draws
from grader.judge.words import axes_in_words, matrix, place, sentence_case
from grader.plan import AGAIN, FUTURE, NEIGHBOUR, SMALL, SPELLED
from grader.report import Finding
from grader.worker.probe import Leaf, Value
from grader.worker.results import TENSOR

_READABLE = 48
_NOT_FINITE = "It comes from memory that is never written, from a division by zero, or from an overflow."
_NO_NUMBERS = "The numbers could not be compared."


def judge_value(evidence: Evidence) -> list[Finding]:
    """Compare numbers leaf by leaf; say where along named axes they differ, and show the smallest example."""
    if any(pair.probe.draws for pair in evidence.pairs):
        return judge_draws(evidence)
    failed = _failed(evidence)
    if not failed:
        return []
    first = _readable(failed)
    lines = _conditions(failed, evidence)
    kind = "wrong_value"
    for got, want in zip(leaves(first.seen.result), leaves(first.expected.result), strict=True):
        if not _leaf_differs(got, want):
            continue
        name = evidence.leaf_name(want.item, want.key)
        if want.kind != TENSOR:
            lines.append(difference(got.value, want.value, name))
        elif got.data is None or want.data is None:
            lines.append(_NO_NUMBERS)
        else:
            mask = wrong_places(got.data, want.data)
            lines.append(_sentence(got.data, want.data, mask, evidence.axes_of(want, first.dims), name))
            kind = kind if got.data[mask].double().isfinite().all() else "not_finite"
    lines += [_NOT_FINITE] if kind == "not_finite" else []
    lines += _example(failed, evidence)
    return [Finding("value", kind, "\n".join(lines), line=evidence.line)]


def first_wrong(evidence: Evidence) -> Pair | None:
    """The first probe on which numbers differ; better one whose sizes can be read back."""
    if any(pair.probe.draws for pair in evidence.pairs):
        return None
    comparable = all(len(leaves(pair.seen.result)) == len(leaves(pair.expected.result)) for pair in evidence.compared)
    failed = _failed(evidence) if comparable else []
    return _readable(failed) if failed else None


def _failed(evidence: Evidence) -> list[Pair]:
    return [pair for pair in evidence.compared if pair.probe.id not in (FUTURE, NEIGHBOUR) and _differs(pair)]


def _readable(failed: list[Pair]) -> Pair:
    return next((pair for pair in failed if pair.probe.id != SMALL), failed[0])


def _differs(pair: Pair) -> bool:
    return any(
        _leaf_differs(got, want)
        for got, want in zip(leaves(pair.seen.result), leaves(pair.expected.result), strict=True)
    )


def _leaf_differs(got: Leaf, want: Leaf) -> bool:
    if want.kind != TENSOR:
        return not same(got.value, want.value)
    if got.data is None or want.data is None:
        return True
    return bool(wrong_places(got.data, want.data).any())


def _conditions(failed: list[Pair], evidence: Evidence) -> list[str]:
    """When it is wrong: the sizes that coincide say which axes are mixed up. Nothing, if the main call fails."""
    if (optional := optional_argument(failed, evidence)) is not None:
        return [_optional(*optional)]
    if any(pair.probe.id == SPELLED for pair in failed):
        return []
    if any(pair.probe.id == AGAIN for pair in failed):
        return [
            "Right in the first call, wrong in a later one with other numbers: does it keep something from call to "
            "call, or is it right for some numbers only?"
        ]
    if not any(pair.probe.id == SPELLED for pair in evidence.compared):
        return []
    conditions = [pair.condition.removeprefix("when ") for pair in failed if pair.condition.startswith("when ")]
    equations = [condition for condition in conditions if " = " in condition]
    if equations and all(equation.endswith(" = 1") for equation in equations):
        return [f"Right while every size is larger than 1, and wrong when {_either(equations)}."]
    if equations:
        told = _either(equations)
        return [f"Right while all sizes differ, and wrong when {told}: look at what lines up only then."]
    if conditions:
        return [f"Right in the main example, and wrong when {_either(conditions[:3])}."]
    return [f"Right in the main example, and wrong {failed[0].condition}."]


def _optional(name: str, how: str) -> str:
    if how == "given":
        return f"Right where `{name}` is left out, and wrong where it is given."
    return f"Right where `{name}` is given, and wrong where it is left out: what does it stand for then?"


def _either(words: list[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _sentence(got: Tensor, want: Tensor, mask: Tensor, axes: tuple[str, ...], name: str) -> str:
    whole = f"{sentence_case(name)}, {axes_in_words(axes)},"
    if not got[mask].isfinite().all():
        what = "NaN" if got.isnan().any() else "infinite"
        return f"{whole} is {what} {place(mask & ~got.isfinite(), axes)}."
    difference = (got.double() - want.double()).abs().nan_to_num(0.0, posinf=0.0)
    index = int(difference.argmax())
    at = f"[{', '.join(map(str, _unravel(index, got.shape)))}]"
    largest = f"{float(got.flatten()[index]):.4g} instead of {float(want.flatten()[index]):.4g}"
    return f"{whole} differs {place(mask, axes)}. The largest difference is at {at}: {largest}."


def _unravel(index: int, shape: tuple[int, ...]) -> list[int]:
    places: list[int] = []
    for size in reversed(shape):
        index, here = divmod(index, size)
        places.append(here)
    return places[::-1]


def _example(failed: list[Pair], evidence: Evidence) -> list[str]:
    """The smallest failing probe with its numbers, when they are few enough to read."""
    readable = [pair for pair in failed if _size(pair) <= _READABLE]
    if not readable or not evidence.shows_inputs:
        return []
    pair = min(readable, key=lambda pair: (pair.probe.id != SMALL, _size(pair)))
    lines = [f"A small example ({pair.sizes_in_words}):" if pair.probe.sizes else "A small example:"]
    arguments = {**pair.probe.arguments, **pair.probe.parameters}
    width = max(len(name) for name in (*arguments, "expected"))
    lines += [f"  {name:<{width}} {_in_a_line(value)}" for name, value in arguments.items()]
    for got, want in zip(leaves(pair.seen.result), leaves(pair.expected.result), strict=True):
        which = "" if len(leaves(pair.expected.result)) == 1 else f" ({evidence.leaf_name(want.item, want.key)})"
        if _leaf_differs(got, want):
            lines += [
                f"  {'yours':<{width}} {_in_a_line(got.value if got.data is None else got.data)}{which}",
                f"  {'expected':<{width}} {_in_a_line(want.value if want.data is None else want.data)}{which}",
            ]
    return lines


def _in_a_line(value: Value) -> str:
    if isinstance(value, Tensor):
        return matrix(value)
    if isinstance(value, list):
        return f"[{', '.join(_in_a_line(item) for item in value)}]"
    if isinstance(value, dict) and value.keys() == {"$requires_grad"}:
        return _in_a_line(value["$requires_grad"])
    if isinstance(value, dict) and value.keys() != {"$generator"}:
        return f"{{{', '.join(f'{key!r}: {_in_a_line(item)}' for key, item in value.items())}}}"
    return "a generator" if isinstance(value, dict) else repr(value)


def _size(pair: Pair) -> int:
    """How many numbers and letters there are to read."""
    values = [*pair.probe.arguments.values(), *pair.probe.parameters.values()]
    values += [leaf.value if leaf.data is None else leaf.data for leaf in leaves(pair.expected.result)]
    return sum(_count(value) for value in values)


def _count(value: Value) -> int:
    if isinstance(value, Tensor):
        return value.numel()
    if isinstance(value, list):
        return sum(_count(item) for item in value)
    if isinstance(value, dict):
        return sum(_count(item) for item in value.values())
    return len(value) if isinstance(value, str) else 1
