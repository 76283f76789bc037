"""The operand at fault: what goes into a missing value, and is itself no right value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from torch import Tensor

from grader.judge.lineage import EXCHANGES, VIEWS, Lineage
from grader.judge.values import Values

_KEEPS_ORDER = VIEWS - frozenset("reshape view view_as flatten unflatten flip tensor new_tensor __getitem__".split())
"""Views of right values that are right themselves. A reshape may not be, and an index may pick the wrong ones."""


def suspect(lineage: Lineage, event: int, right: Iterable[Tensor]) -> int:
    """The event where a wrong value came about: this one, or the one that made a wrong operand for it, and so on.

    **Arguments**

    - `event`: whose value should be right and is not.
    - `right`: values that are right: arguments and milestones. Their parts and exchanges of axes are right, too.
    """
    known = Values.of((tensor, 0) for tensor in right)
    seen: set[int] = set()
    while event not in seen:
        seen.add(event)
        wrong = [
            s for s in _operands(lineage, event) if _weighs(lineage, s, event) and not _is_right(lineage, s, known)
        ]
        if not wrong:
            return _square_exchange(lineage, event)
        event = wrong[-1]
    return event


def _weighs(lineage: Lineage, source: int, event: int) -> bool:
    """Whether an operand has as many axes as what comes of it: a mask or a norm is rarely where it went wrong."""
    before, after = lineage.shape(source), lineage.shape(event)
    return before is not None and after is not None and len(before) >= len(after)


def _square_exchange(lineage: Lineage, event: int) -> int:
    """Where all operands seem right: an exchange of two axes of one size, which no shape can tell."""
    for operand in _operands(lineage, event):
        for number in lineage.back(operand, lambda at, source: _is_view(lineage, source)):
            operation, form = lineage.operation(number), lineage.form(number)
            if operation is None or form is None or not form.operands or not form.results:
                continue
            named = operation.name in EXCHANGES or operation.text.endswith((".T", ".mT", ".H"))
            if named and form.operands[0] == form.results[0] and len(set(form.results[0])) < len(form.results[0]):
                return number
    return event


def _is_view(lineage: Lineage, event: int) -> bool:
    operation = lineage.operation(event)
    return operation is not None and operation.name in VIEWS


def _operands(lineage: Lineage, event: int) -> Iterator[int]:
    """The events that went in, seen by the judge; parts of a loop's variable come from an argument."""
    for source in lineage.sources(event):
        if source >= 0 and lineage.operation(source) is not None:
            yield source


def _is_right(lineage: Lineage, event: int, known: Values, depth: int = 0) -> bool:
    operation, number = lineage.operation(event), lineage.event(event)
    if operation is None or number is None or depth > 20:
        return True
    if any(known.find(tensor) is not None for tensor in number.data):
        return True
    if operation.name in _KEEPS_ORDER or operation.kind in ("module", "call", "leaves"):
        return all(s < 0 or _is_right(lineage, s, known, depth + 1) for s in lineage.sources(event))
    if not number.data:
        return True  # its values were not kept: nothing can be said
    return _is_small_part(lineage, event, known)


def _is_small_part(lineage: Lineage, event: int, known: Values) -> bool:
    """An index of a right value is right where it gives a part along an axis, as of a sequence or a batch."""
    operation, number = lineage.operation(event), lineage.event(event)
    if operation is None or number is None or operation.name != "__getitem__":
        return False
    form = lineage.form(event)
    if form is None or not form.operands or not form.results:
        return False
    return all(s < 0 for s in lineage.sources(event)) and len(form.results[0]) != len(form.operands[0])
