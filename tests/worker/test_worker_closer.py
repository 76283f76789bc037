"""Observe, closer: a probe asks for a trace, for devices, for annotations, and what is seen travels."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

import torch
from torch import Tensor

from grader.worker.call import observe
from grader.worker.devices import tensors_of
from grader.worker.probe import Observation, Probe
from grader.worker.wire import pack, receive

Student = Callable[[str], ModuleType]
X, W = torch.rand(2, 3), torch.rand(3, 4)
PROBE = Probe("x", "f", {}, {"X": X, "W": W}, (torch.ones(2, 4),))


def seen(function: Callable[..., object], *collect: str, belongings: tuple[Tensor, ...] = ()) -> Observation:
    file = function.__code__.co_filename
    return observe(function, replace(PROBE, collect=collect), {file}, belongings=belongings)


def test_a_trace_is_a_call_of_its_own_with_what_was_asked_for() -> None:
    calls: list[bool] = []

    def layer(X: Tensor, W: Tensor) -> Tensor:
        calls.append(X.requires_grad)
        return X.detach() @ W

    plain, full = seen(layer, "trace"), seen(layer, "trace", "values", "cuts")
    assert calls == [False, True]
    assert plain.trace is not None
    assert full.trace is not None
    assert [operation.text for operation in plain.trace.operations] == ["X.detach()", "X.detach() @ W"]
    assert [(len(event.data), event.cuts) for event in plain.trace.events] == [(0, False)] * 2
    assert [(len(event.data), event.cuts) for event in full.trace.events] == [(1, True), (1, False)]
    assert full.trace.results == ((1,),)
    assert full.result is not None
    assert torch.equal(full.result.leaves[0].data, X @ W)


def test_a_trace_tells_a_failure_up_to_its_end() -> None:
    def layer(X: Tensor, W: Tensor) -> Tensor:
        return W @ (X + 1)

    got = seen(layer, "trace", "values")
    assert got.failure is not None
    assert got.trace is not None
    assert [(operation.text, operation.failed) for operation in got.trace.operations] == [
        ("X + 1", False),
        ("W @ (X + 1)", True),
    ]


def test_strays_and_annotations_are_seen_beside_the_results(student: Student) -> None:
    keeps, annotated = student("keeps_tensors"), student("annotated")
    got = seen(keeps.masks, "devices", "annotations", belongings=tensors_of(vars(keeps)))
    assert [stray.met_text for stray in got.strays] == ["X @ W * MASK"]
    assert got.annotations is None
    got = seen(annotated.wrong, "devices", "annotations")
    assert got.strays == ()
    assert got.annotations is not None
    assert [violation.name for violation in got.annotations.violations] == ["W", "Y", "wrong"]
    assert seen(annotated.wrong).annotations is None


def test_what_was_seen_arrives_on_the_other_side_as_it_is(student: Student) -> None:
    observations = [
        seen(student("over_lines").chained, "trace", "cuts"),
        seen(student("keeps_tensors").applies, "devices"),
        seen(student("annotated_later").unknown, "annotations"),
        seen(student("annotated").no_tensors, "annotations"),
    ]
    for sent in observations:
        got = receive(io.BytesIO(pack(sent)), Observation)
        assert (got.trace, got.strays, got.annotations) == (sent.trace, sent.strays, sent.annotations)


def test_traced_values_arrive_as_the_numbers_that_they_are() -> None:
    sent = seen(lambda X, W: torch.tanh(X @ W).T.split(2), "trace", "values").trace
    got = receive(io.BytesIO(pack(Observation("x", trace=sent))), Observation).trace
    assert sent is not None
    assert got is not None
    pairs = list(zip(sent.events, got.events, strict=True))
    assert [len(mine.data) for mine, _ in pairs] == [1, 1, 1, 2]
    assert all(torch.equal(a, b) for mine, theirs in pairs for a, b in zip(mine.data, theirs.data, strict=True))
