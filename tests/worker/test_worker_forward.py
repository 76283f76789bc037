"""A failure of autograd, which happens where no line is, is told at the line of the forward pass that it is about."""

from __future__ import annotations

import torch

from grader.worker.errors import failure_of
from grader.worker.forward import at_its_line
from grader.worker.probe import Failure

HERE = __file__


def _writes_over_what_is_needed() -> object:
    given = torch.ones(3, requires_grad=True)
    result = torch.tanh(given)
    result += 1
    return torch.autograd.grad(result.sum(), given)


def _failure(files: tuple[str, ...]) -> Failure:
    try:
        _writes_over_what_is_needed()
    except RuntimeError as error:
        return failure_of(error, files)
    raise AssertionError


def test_the_line_is_the_one_that_made_what_autograd_misses() -> None:
    found = at_its_line(_failure(()), _writes_over_what_is_needed, (HERE,))
    assert [(frame.file, frame.text.strip()) for frame in found.frames][-1:] == [(HERE, "result = torch.tanh(given)")]


def test_lines_of_others_are_not_told() -> None:
    assert at_its_line(_failure(()), _writes_over_what_is_needed, ("elsewhere.py",)).frames == ()


def test_a_failure_that_has_its_lines_is_left_as_it_is_and_nothing_is_repeated() -> None:
    failure = _failure((HERE,))
    assert failure.frames
    assert at_its_line(failure, lambda: 1 / 0, (HERE,)) is failure


def test_a_failure_that_does_not_come_again_has_no_line() -> None:
    assert at_its_line(_failure(()), lambda: None, (HERE,)).frames == ()
    assert not torch.is_anomaly_enabled()
