"""Follow a trace back: from a result to the operation that gave it its shape, dtype or device, and to the arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from grader.report import Finding
from grader.worker.traced import Event, Form, Operation, Place, Shape, Trace

VIEWS = frozenset(
    """
    __get__ T mT t transpose permute swapaxes swapdims movedim moveaxis __getitem__ select narrow index_select
    unbind reshape view view_as flatten unflatten squeeze squeeze_ unsqueeze unsqueeze_ expand expand_as chunk
    split detach detach_ clone contiguous data to type_as double float alias requires_grad_ cat concat
    concatenate stack flip tensor new_tensor as_tensor repeat tile
    """.split()
)
"""Operations that compute nothing: the same numbers, elsewhere or otherwise arranged."""

CARRIES = VIEWS | {"__setitem__", "copy_"}
"""Those, and those that write one tensor into another."""

REARRANGES = VIEWS - frozenset("__get__ detach detach_ clone contiguous data to type_as double float alias".split())
"""Those of them that make another shape."""

EXCHANGES = frozenset("T mT t transpose permute swapaxes swapdims movedim moveaxis".split())
"""Those that exchange axes."""

REDUCES = frozenset("sum mean max min amax amin prod norm std var logsumexp any all argmax argmin median".split())
PRODUCTS = frozenset(
    """
    matmul mm bmm addmm addbmm baddbmm mv addmv dot vdot inner linear einsum tensordot chain_matmul outer ger
    """.split()
)

_FLOATING = frozenset({"float64", "float32", "float16", "bfloat16"})
_MOST_INPUTS = 256
"""More than that goes into no operation of an honest trace."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """The events of a trace as a graph. An event that lies is an event that is not there."""

    trace: Trace

    def event(self, number: int) -> Event | None:
        return self.trace.events[number] if 0 <= number < len(self.trace.events) else None

    def operation(self, number: int) -> Operation | None:
        """The sub-expression that an event is a run of."""
        event = self.event(number)
        known = event is not None and 0 <= event.operation < len(self.trace.operations)
        return self.trace.operations[event.operation] if known and event is not None else None

    def form(self, number: int) -> Form | None:
        """The shapes of that very run."""
        event, operation = self.event(number), self.operation(number)
        known = event is not None and operation is not None and 0 <= event.form < len(operation.forms)
        return operation.forms[event.form] if known and operation is not None and event is not None else None

    def shape(self, number: int) -> Shape | None:
        """The shape of the first result."""
        form = self.form(number)
        return form.results[0] if form is not None and form.results else None

    def dtype(self, number: int) -> str:
        """The dtype of the first result, if it is a floating one."""
        form = self.form(number)
        dtype = form.dtypes[0] if form is not None and form.dtypes else ""
        return dtype if dtype in _FLOATING else ""

    def sources(self, number: int) -> tuple[int, ...]:
        """The events, and as negative numbers the arguments, that went in: those of the past only."""
        event = self.event(number)
        return tuple(source for source in event.sources if source < number) if event is not None else ()

    def result(self, leaf: int) -> int | None:
        """The event that a returned leaf comes from, if it is one."""
        events = self.trace.results[leaf] if leaf < len(self.trace.results) else ()
        return events[-1] if events and self.event(events[-1]) is not None else None

    def back(self, start: int, follows: Callable[[int, int], bool]) -> Iterator[int]:
        """From an event back in time, each event once: to those sources that `follows(event, source)` says yes to."""
        waiting, seen = [start], {start}
        while waiting:
            at = waiting.pop(0)
            yield at
            for source in self.sources(at):
                if source >= 0 and source not in seen and follows(at, source):
                    seen.add(source)
                    waiting.append(source)

    def arguments(self) -> list[frozenset[int]]:
        """For every event, the places of the arguments that it comes from, by any way."""
        found: list[frozenset[int]] = []
        for number in range(len(self.trace.events)):
            sources = self.sources(number)
            found.append(frozenset().union(*({-1 - s} if s < 0 else found[s] for s in sources)))
        return found

    def inputs(self, number: int) -> frozenset[int]:
        """What goes into an event directly, seen through operations that compute nothing. Arguments are negative."""
        found = set(self.sources(number))
        waiting = list(found)
        while waiting and len(found) < _MOST_INPUTS:
            source = waiting.pop()
            operation = self.operation(source)
            if source >= 0 and operation is not None and operation.name in CARRIES:
                new = set(self.sources(source)) - found
                found |= new
                waiting += new
        return frozenset(found)

    def leads_to(self, events: Iterable[int]) -> frozenset[int]:
        """These events, and all that they come from."""
        seen = set[int]()
        waiting = [event for event in events if event >= 0]
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                waiting += [source for source in self.sources(at) if source >= 0]
        return frozenset(seen)

    def is_once(self, number: int) -> bool:
        """Whether the operation ran a single time: not in a loop."""
        operation = self.operation(number)
        return operation is not None and sum(form.times for form in operation.forms) == 1


def at(place: Place, finding: Finding, text: str | None = None) -> Finding:
    """The finding, at a place."""
    single = place.end_line == place.line
    return replace(
        finding,
        line=place.line,
        file=place.file,
        source=place.source,
        start=place.start,
        end=place.end if single else len(place.source),
        expression=text if text is not None else finding.expression,
    )


def within(inner: Place, outer: Place) -> bool:
    """Whether one piece of source lies inside another one, and is not the same."""
    first, last = _span(inner), _span(outer)
    return inner.file == outer.file and first != last and last[0] <= first[0] and first[1] <= last[1]


def _span(place: Place) -> tuple[tuple[int, int], tuple[int, int]]:
    return (place.line, place.start or 0), (place.end_line, place.end or 0)
