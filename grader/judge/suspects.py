"""The operand at fault: what goes into a missing value, and is itself no right value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from grader.judge.lineage import EXCHANGES, PRODUCTS, VIEWS, Lineage
from grader.judge.values import Values

_KEEPS_ORDER = VIEWS - frozenset("reshape view view_as flatten unflatten flip tensor new_tensor __getitem__".split())
"""Views of right values that are right themselves. A reshape may not be, and an index may pick the wrong ones."""

_MOST = 256


@dataclass(frozen=True, slots=True)
class Known:
    """What is known to be right.

    - `right`: events that have part in a right value.
    - `arguments`, `made`: the arguments' values, and the milestones'. Their parts are right, too; and what is made of
      milestones along an axis, as of all the steps of a sequence at once.
    """

    lineage: Lineage
    right: frozenset[int]
    arguments: Values
    made: Values
    _judged: dict[int, bool | None] = field(default_factory=dict[int, bool | None])

    def is_right(self, event: int) -> bool:
        """Whether nothing is wrong with an event, as far as one can say."""
        seen, waiting = set[int](), [event]
        while waiting and len(seen) < _MOST:
            at = waiting.pop()
            if at < 0 or at in seen or at in self.right:
                continue
            seen.add(at)
            if at not in self._judged:
                self._judged[at] = self._judge(at)
            if self._judged[at] is False:
                return False
            if self._judged[at] is None:
                waiting += self.lineage.sources(at)
        return True

    def _judge(self, event: int) -> bool | None:
        """Whether its own numbers are right; None where it is as right as what it comes from."""
        operation, seen = self.lineage.operation(event), self.lineage.event(event)
        if operation is None or seen is None:
            return True
        if any(self.arguments.find(tensor) is not None or self.made.find_in_parts(tensor) for tensor in seen.data):
            return True
        if operation.name in _KEEPS_ORDER or operation.kind in ("module", "call", "leaves"):
            return None
        if not any(tensor.is_floating_point() for tensor in seen.data):
            return True  # a mask, an index, or values that were not kept: nothing can be said
        return _is_small_part(self.lineage, event)


def suspect(known: Known, event: int) -> int:
    """The event where a wrong value came about: this one, or the one that made a wrong operand for it, and so on."""
    lineage = known.lineage
    for _ in range(_MOST):
        wrong = [s for s in _operands(lineage, event) if _weighs(lineage, s, event) and not known.is_right(s)]
        if not wrong:
            return _square_exchange(lineage, event)
        event = wrong[-1]
    return event


def _weighs(lineage: Lineage, source: int, event: int) -> bool:
    """Whether an operand is a factor, or has as many axes as what comes of it: a mask or a norm is rarely where it
    went wrong."""
    before, after, operation = lineage.shape(source), lineage.shape(event), lineage.operation(event)
    if before is None or after is None or operation is None:
        return False
    return len(before) >= len(after) or (operation.name in PRODUCTS and len(before) >= 2)


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


def _is_small_part(lineage: Lineage, event: int) -> bool:
    """An index of a right value is right where it gives a part along an axis, as of a sequence or a batch."""
    operation, number = lineage.operation(event), lineage.event(event)
    if operation is None or number is None or operation.name != "__getitem__":
        return False
    form = lineage.form(event)
    if form is None or not form.operands or not form.results:
        return False
    return all(s < 0 for s in lineage.sources(event)) and len(form.results[0]) != len(form.operands[0])
