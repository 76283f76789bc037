"""A lying worker may send any number of anything: what the judge looks at is cut to what an honest one sends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from torch import Tensor

from grader.judge.evidence import Evidence, Pair
from grader.worker.probe import MAX_AXES, Observation
from grader.worker.trace import MAX_EVENTS, MAX_VALUE_BYTES, MAX_VALUES
from grader.worker.traced import Annotations, Event, Form, Operation, Place, Shape, Trace, Violation

_MAX_OPERATIONS = 1000
_MAX_FORMS = 16
_MAX_SOURCES = 256
_MAX_FOUND = 50
_MAX_NAMES = 16
_MAX_TEXT = 400
_LARGEST = 2**63 - 1


def bounded(evidence: Evidence) -> Evidence:
    """The evidence, with traces and annotations of an honest size."""
    closer = _pair(evidence.closer) if evidence.closer is not None else None
    return replace(evidence, pairs=tuple(_pair(pair) for pair in evidence.pairs), closer=closer)


def _pair(pair: Pair) -> Pair:
    seen = pair.seen
    if seen.trace is None and seen.annotations is None and not seen.strays:
        return pair
    return replace(pair, seen=_observation(seen))


def _observation(seen: Observation) -> Observation:
    return replace(
        seen,
        trace=_trace(seen.trace) if seen.trace is not None else None,
        strays=seen.strays[:_MAX_FOUND],
        annotations=_annotations(seen.annotations) if seen.annotations is not None else None,
    )


def _trace(trace: Trace) -> Trace:
    events = tuple(_with_kept_data(trace.events[:MAX_EVENTS]))
    return replace(
        trace,
        operations=tuple(_operation(operation) for operation in trace.operations[:_MAX_OPERATIONS]),
        bindings=(),
        events=events,
        results=tuple(made_of[-1:] for made_of in trace.results[:MAX_AXES]),
        complete=trace.complete and len(events) == len(trace.events),
    )


def _with_kept_data(events: Iterable[Event]) -> Iterable[Event]:
    """Events with no more numbers than may be kept."""
    number, size = MAX_VALUES, MAX_VALUE_BYTES
    for event in events:
        data: list[Tensor] = []
        for tensor in event.data[:number]:
            size -= tensor.numel() * tensor.element_size()
            if size < 0:
                break
            data.append(tensor)
        number -= len(data)
        yield replace(event, sources=event.sources[:_MAX_SOURCES], data=tuple(data))


def _operation(operation: Operation) -> Operation:
    return replace(
        operation,
        place=_place(operation.place),
        text=operation.text[:_MAX_TEXT],
        forms=tuple(_form(form) for form in operation.forms[:_MAX_FORMS]),
    )


def _form(form: Form) -> Form:
    """A form without stretched operands and axes that are not there."""
    operands = tuple(_shape(shape) for shape in form.operands[:_MAX_SOURCES])
    results = tuple(_shape(shape) for shape in form.results[:_MAX_SOURCES])
    axes = len(results[0]) if results else 0
    stretched = tuple((i, axis) for i, axis in form.stretched if 0 <= i < len(operands) and -axes <= axis < 0)
    return replace(form, operands=operands, results=results, stretched=stretched[:MAX_AXES])


def _shape(shape: Shape) -> Shape:
    return tuple(max(-1, min(size, _LARGEST)) for size in shape[:MAX_AXES])


def _place(place: Place) -> Place:
    """Columns lie inside the line. Of the last line, if that is another one, only the number is known."""
    length = len(place.source)
    start = min(max(place.start, 0), length) if place.start is not None else None
    longest = length if place.end_line == place.line else _MAX_TEXT
    end = min(max(place.end, 0), longest) if place.end is not None else None
    return replace(place, start=start, end=end)


def _annotations(found: Annotations) -> Annotations:
    violations = tuple(_violation(violation) for violation in found.violations[:_MAX_FOUND])
    return replace(found, violations=violations, unchecked=found.unchecked[:_MAX_FOUND])


def _violation(violation: Violation) -> Violation:
    return replace(
        violation,
        place=_place(violation.place),
        axes=violation.axes[:_MAX_NAMES],
        shape=_shape(violation.shape) if violation.shape is not None else None,
        sizes=_few(violation.sizes),
    )


def _few(sizes: Mapping[str, int]) -> dict[str, int]:
    return {name: min(size, _LARGEST) for name, size in list(sizes.items())[:_MAX_NAMES]}
