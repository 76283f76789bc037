"""What is told of a program that was too slow, or needed too much memory, for the usual sizes."""

from __future__ import annotations

import pytest

from grader.answers import Answers
from grader.exercise import find
from grader.judge.evidence import Evidence, Pair
from grader.judge.runs import judge_runs
from grader.report import Finding
from grader.worker.probe import Failure, Frame, Observation

EXERCISE = find("output_layer")
PLAN = Answers.of(EXERCISE).plan
LOOP = Frame("answer.py", 15, "output_layer", "total = total + 1")
REMEDY = "Is there a loop that looks at one number at a time? One operation on whole tensors takes a fraction of that."


def _told(kind: str, *, shows_inputs: bool) -> Finding:
    main = PLAN.probes[0]
    seen = Observation(main.id, failure=Failure(kind, "", "", (LOOP,)))
    given_up = Pair(main, seen, Observation(main.id))
    evidence = Evidence(EXERCISE, PLAN.contract, None, (), "answer.py", shows_inputs=shows_inputs, too_slow=given_up)
    (finding,) = judge_runs(evidence)
    return finding


@pytest.mark.parametrize(
    ("kind", "begins"),
    [
        ("timeout", "It is slow: with T = 8, n = 18, h = 21, q = 47 it takes too long"),
        ("out_of_memory", "It needs much memory: with T = 8, n = 18, h = 21, q = 47 it needs more than there is"),
    ],
)
def test_it_warns_at_the_line_where_it_was_given_up(kind: str, begins: str) -> None:
    finding = _told(kind, shows_inputs=True)
    assert (finding.stage, finding.kind, finding.line, finding.warns) == ("runs", kind, 15, True)
    assert finding.message == f"{begins}, so it was called with smaller sizes. {REMEDY}"


@pytest.mark.parametrize("kind", ["timeout", "out_of_memory"])
def test_where_inputs_are_hidden_so_are_their_sizes(kind: str) -> None:
    assert ": at the usual sizes it " in _told(kind, shows_inputs=False).message
    assert " = " not in _told(kind, shows_inputs=False).message
