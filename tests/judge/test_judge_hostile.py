"""Traces as a lying worker could send them: the judge neither crashes nor loops, and still says something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torch import Tensor

from grader.judge.evidence import Evidence
from grader.judge.lineage import EXCHANGES, PRODUCTS, REDUCES, VIEWS
from grader.report import Finding
from grader.worker.probe import Observation
from grader.worker.traced import Event, Form, Operation, Place, Trace

Function = Callable[..., object]
Change = Callable[[Trace], Trace]


def fails_to_run(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh.T + b_h)


def wrong_shape(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + b_h)[:, None]


def wrong_dtype(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + b_h).float()


def wrong_value(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh[:, :1] + b_h)


def wrong_arrangement(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X @ W_xh + b_h).flip(0)


def wrong_gradient(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(X.detach() @ W_xh + b_h)


def impure(X: Tensor, W_xh: Tensor, b_h: Tensor) -> Tensor:
    H = torch.tanh(X @ W_xh + b_h)
    X[:] = 0
    return H


FAILING = {
    "runs": fails_to_run,
    "shape": wrong_shape,
    "dtype": wrong_dtype,
    "value": wrong_value,
    "arrangement": wrong_arrangement,
    "gradient": wrong_gradient,
    "purity": impure,
}
"""One function for each stage that a closer look explains."""


@pytest.fixture(scope="module")
def seen() -> dict[str, Evidence]:
    """The evidence of each, collected once."""
    return {}


@pytest.fixture
def judge_lies(
    seen: dict[str, Evidence],
    evidence_of: Callable[..., Evidence],
    judged: Callable[[Evidence], tuple[Finding, ...]],
) -> Callable[[Change, str], tuple[Finding, ...]]:
    """The findings of a function whose trace is changed."""

    def findings(change: Change, stage: str) -> tuple[Finding, ...]:
        if stage not in seen:
            seen[stage] = evidence_of(FAILING[stage], "hidden_layer")
        closer = seen[stage].closer
        assert closer is not None
        observation: Observation = closer.seen
        assert observation.trace is not None
        lie = replace(observation, trace=change(observation.trace))
        return judged(replace(seen[stage], closer=replace(closer, seen=lie)))

    return findings


def each_event(change: Callable[[int, Event], Event]) -> Change:
    return lambda trace: replace(trace, events=tuple(change(n, event) for n, event in enumerate(trace.events)))


def each_operation(change: Callable[[Operation], Operation]) -> Change:
    return lambda trace: replace(trace, operations=tuple(map(change, trace.operations)))


def each_form(change: Callable[[Form], Form]) -> Change:
    return each_operation(lambda operation: replace(operation, forms=tuple(map(change, operation.forms))))


def each_place(change: Callable[[Place], Place]) -> Change:
    return each_operation(lambda operation: replace(operation, place=change(operation.place)))


def with_sources(sources: Callable[[int], tuple[int, ...]]) -> Change:
    return each_event(lambda number, event: replace(event, sources=sources(number)))


def chain(name: str, length: int, sources: Callable[[int], tuple[int, ...]]) -> Change:
    """Many runs of one operation, each on those before it."""

    def change(trace: Trace) -> Trace:
        place = Place("answer.py", 1, 1, 0, 1, "f", "x")
        form = Form(((7, 36),), ((7, 36),), ("float64",), times=1)
        events = [Event(0, 0, sources(number), cuts=True) for number in range(length)]
        results = ((length - 1,),)
        return Trace((Operation(place, "x", "operation", name, ",", (form,)),), (), tuple(events), results)

    return change


NAN, HUGE = torch.full((3,), float("nan")), torch.zeros(1).expand(4, 2**28)
LIES: dict[str, Change] = {
    "nothing": lambda trace: Trace(),
    "no operations": lambda trace: replace(trace, operations=()),
    "no events": lambda trace: replace(trace, events=()),
    "no forms": each_operation(lambda operation: replace(operation, forms=())),
    "no results": each_form(lambda form: replace(form, results=())),
    "no operands": each_form(lambda form: replace(form, operands=())),
    "no dtypes": each_form(lambda form: replace(form, dtypes=())),
    "empty shapes": each_form(lambda form: replace(form, operands=((),), results=((),))),
    "absurd shapes": each_form(lambda form: replace(form, operands=((10**4000, -5),) * 9, results=((2**70,) * 99,))),
    "many shapes": each_form(lambda form: replace(form, operands=((7, 36),) * 10**5, results=((7, 36),) * 10**5)),
    "stretched nowhere": each_form(lambda form: replace(form, stretched=((99, -99), (-1, 5), (0, -1)))),
    "stretched without operands": each_form(lambda form: replace(form, operands=(), stretched=((0, -1), (-1, -1)))),
    "stretched without results": each_form(lambda form: replace(form, results=(), stretched=((0, -1),))),
    "all stretched": each_form(lambda form: replace(form, stretched=((0, -1),) * 10**5)),
    "many pieces": each_form(lambda form: replace(form, pieces=-(10**4000), times=-1)),
    "sources in the future": with_sources(lambda number: (number, number + 1, 10**9)),
    "sources outside": with_sources(lambda number: (-(10**9), -99, 10**4000)),
    "many sources": with_sources(lambda number: tuple(range(-(10**5), number))),
    "all of the past": with_sources(lambda number: tuple(range(-5, number))),
    "operations outside": each_event(lambda number, event: replace(event, operation=10**9)),
    "operations before": each_event(lambda number, event: replace(event, operation=-(10**9))),
    "forms outside": each_event(lambda number, event: replace(event, form=10**9)),
    "forms before": each_event(lambda number, event: replace(event, form=-7)),
    "numbers that are none": each_event(lambda number, event: replace(event, data=(NAN, NAN[:0], NAN.bool()))),
    "numbers without end": each_event(lambda number, event: replace(event, data=(HUGE,) * 10**3)),
    "many numbers": each_event(lambda number, event: replace(event, data=(torch.ones(32, 5),) * 10**4)),
    "results outside": lambda trace: replace(trace, results=((10**9,), (-(10**9),), ())),
    "results of everything": lambda trace: replace(trace, results=(tuple(range(-9, 10**5)),) * 10**3),
    "nowhere": each_place(lambda place: Place("", 0, -1)),
    "far away": each_place(lambda place: Place("\n", -(10**9), 10**12, -(10**12), 10**12, "", "")),
    "one place": each_place(lambda place: Place("answer.py", 1, 1, 0, 5, "f", "x = y")),
    "long texts": each_operation(lambda operation: replace(operation, text="x" * 10**5, symbol="+")),
    "no texts": each_operation(lambda operation: replace(operation, text="", name="", symbol="", kind="")),
    "all fail": each_operation(lambda operation: replace(operation, failed=True)),
    "all write": each_operation(lambda operation: replace(operation, kind="write")),
    "all leave": each_operation(lambda operation: replace(operation, kind="leaves")),
    "all views": each_operation(lambda operation: replace(operation, name="view")),
    "all products": each_operation(lambda operation: replace(operation, name="matmul")),
    "views of views": chain("view", 10**5, lambda number: (number - 1,)),
    "views of two": chain("view", 10**4, lambda number: (number - 1, number - 2)),
    "writes into writes": chain("add_", 10**4, lambda number: (number - 1, number - 2)),
    "sums of two": chain("add", 10**4, lambda number: (number - 1, number - 2)),
    "sums of all": chain("add", 500, lambda number: tuple(range(-9, number))),
    "products of two": chain("matmul", 10**4, lambda number: (number - 1, number - 2)),
    "many operations": lambda trace: replace(trace, operations=trace.operations * 10**4, bindings=()),
    "nested operations": lambda trace: replace(
        trace,
        operations=tuple(
            replace(trace.operations[0], place=Place("a.py", 1, 1, n, 3000 - n, "f", "x" * 3000)) for n in range(1000)
        ),
    ),
}


@pytest.mark.parametrize("change", LIES.values(), ids=LIES.keys())
def test_a_lie_changes_what_is_explained_and_nothing_else(
    judge_lies: Callable[[Change, str], tuple[Finding, ...]], change: Change
) -> None:
    for stage in FAILING:
        honest, found = judge_lies(lambda trace: trace, stage), judge_lies(change, stage)
        assert {finding.stage for finding in found} == {finding.stage for finding in honest}
        assert all(len(finding.message) < 10**5 for finding in found)


@pytest.mark.parametrize("stage", FAILING)
def test_columns_to_be_underlined_lie_inside_their_line(
    judge_lies: Callable[[Change, str], tuple[Finding, ...]], stage: str
) -> None:
    for lie in ("far away", "nowhere", "nested operations"):
        for finding in judge_lies(LIES[lie], stage):
            if finding.source is not None and finding.start is not None and finding.end is not None:
                assert 0 <= finding.start <= len(finding.source)
                assert finding.end <= max(len(finding.source), 400)


NAMES = st.sampled_from(sorted({*VIEWS, *PRODUCTS, *EXCHANGES, *REDUCES, "add", "tanh", "add_", "__setitem__", ""}))
KINDS = st.sampled_from(["operation", "call", "module", "write", "iteration", "leaves", ""])
NUMBERS = st.integers(-8, 20) | st.integers(-(10**6), 10**6)
SHAPES = st.lists(st.sampled_from([0, 1, 5, 32, 42]), max_size=3).map(tuple)
DTYPES = st.lists(st.sampled_from(["float64", "float32", "int64", "?"]), max_size=2).map(tuple)


def several(strategy: st.SearchStrategy[object], most: int) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


def with_numbers(shape: tuple[int, ...]) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(0), dtype=torch.float64)


PLACES = st.builds(
    partial(Place, source="x" * 20), st.sampled_from(["a.py", "b.py"]), NUMBERS, NUMBERS, st.none() | NUMBERS, NUMBERS
)
FORMS = st.builds(
    Form, several(SHAPES, 3), several(SHAPES, 2), DTYPES, NUMBERS, several(st.tuples(NUMBERS, NUMBERS), 3), NUMBERS
)
OPERATIONS = st.builds(
    Operation, PLACES, st.text(max_size=5), KINDS, NAMES, st.sampled_from("@+,"), several(FORMS, 3), st.booleans()
)
EVENTS = st.builds(Event, NUMBERS, NUMBERS, several(NUMBERS, 4), several(SHAPES.map(with_numbers), 2), st.booleans())
TRACES = st.builds(
    Trace,
    several(OPERATIONS, 6),
    st.just(()),
    several(EVENTS, 20),
    several(several(NUMBERS, 2), 3),
    st.booleans(),
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(trace=TRACES, stage=st.sampled_from(sorted(FAILING)))
def test_whatever_a_trace_holds_it_is_judged(
    judge_lies: Callable[[Change, str], tuple[Finding, ...]], trace: Trace, stage: str
) -> None:
    assert judge_lies(lambda honest: trace, stage)
