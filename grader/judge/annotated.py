"""A student's own annotations: what a value should be by them, and is not. It warns, and fails nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping

from grader.judge.evidence import Evidence
from grader.judge.lineage import at
from grader.judge.words import axes_in_words, listing
from grader.plan import SPELLED
from grader.report import Finding
from grader.worker.dimensions import Dimensions
from grader.worker.traced import Annotations, Violation

_MOST = 4
_TOLD = 3
_SIMPLE = re.compile(r"[\w*+]{1,40}", re.ASCII)
_MANY = ("Shaped", "Num", "Inexact", "Real")


def judge_annotations(evidence: Evidence) -> list[Finding]:
    """A warning for each annotation that a value of the main probe breaks."""
    found = _annotations(evidence)
    return [_finding(violation, evidence) for violation in found.violations[:_MOST]] if found is not None else []


def not_checked(evidence: Evidence) -> str:
    """Which annotations could not be evaluated, and why; nothing where all could."""
    found = _annotations(evidence)
    if found is None or not found.unchecked:
        return ""
    told = [f"`{each.name}` (line {each.place.line}: {each.why})" for each in found.unchecked[:_TOLD]]
    more = [f"{len(found.unchecked) - _TOLD} more"] if len(found.unchecked) > _TOLD else []
    return f"not checked: the annotation of {listing([*told, *more])}"


def _annotations(evidence: Evidence) -> Annotations | None:
    main = evidence.pair(SPELLED)
    return main.seen.annotations if main is not None else None


def _finding(violation: Violation, evidence: Evidence) -> Finding:
    main = evidence.pair(SPELLED)
    sizes = violation.sizes or (main.probe.sizes if main is not None else {})
    dims = Dimensions(dict(sizes))
    wanted = axes_in_words(violation.axes) if violation.axes or violation.dtype else "something else"
    what = _named(violation)
    if violation.shape is None:
        message, shapes = f"{what} is annotated as a tensor {wanted}, and is {violation.what}.", None
    elif _has_the_shape(violation, wanted, sizes) and not _has_the_dtype(violation):
        message = f"{what} is annotated as {violation.dtype}, and its dtype is {violation.got}."
        shapes = f"{violation.got} instead of {violation.dtype}"
    elif _has_the_shape(violation, wanted, sizes):
        message, shapes = f"{what} is not what it is annotated as, and is a tensor {wanted}.", None
    else:
        got = dims.spell_shape(violation.shape, _plain(violation.axes))
        numbers = f", here {violation.shape}" if got != str(violation.shape) else ""
        message, shapes = (
            f"{what} should be {wanted} by its annotation, and is {got}{numbers}.",
            f"{got} instead of {wanted}",
        )
    return at(violation.place, Finding("shape", "annotation", message, shapes=shapes, warns=True), violation.name)


def _named(violation: Violation) -> str:
    if violation.role == "argument":
        return f"The argument `{violation.name}` of `{violation.place.function}`"
    if violation.role == "result":
        return f"The result of `{violation.name}`"
    return f"`{violation.name}`"


def _has_the_shape(violation: Violation, wanted: str, sizes: Mapping[str, int]) -> bool:
    """Whether the shape is the annotated one. Names that nothing has given a size yet may have any."""
    shape, axes = violation.shape or (), _plain(violation.axes)
    free = {axis: size for axis, size in zip(axes, shape, strict=False) if axis.isidentifier() and axis not in sizes}
    return len(shape) == len(axes) and Dimensions({**sizes, **free}).spell_shape(shape, axes) == wanted


def _has_the_dtype(violation: Violation) -> bool:
    """Whether a dtype is one of those that the annotation names: `Float` is any floating one, `Shaped` any at all."""
    name = violation.dtype.lower()
    return violation.dtype in _MANY or violation.got.startswith((name, f"b{name}"))


def _plain(axes: tuple[str, ...]) -> tuple[str, ...]:
    """Axes, without those that no size can be asked of."""
    return tuple(axis if _SIMPLE.fullmatch(axis) else "" for axis in axes)
