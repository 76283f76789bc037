"""Whether a later call writes into what an earlier one has returned."""

from __future__ import annotations

import pytest
import torch

from grader.worker.returned import Returned


def _write(tensor: torch.Tensor) -> None:
    tensor[:1] = 2.0


@pytest.mark.parametrize("nested", [lambda t: t, lambda t: (t, 1), lambda t: [t], lambda t: {"a": [t]}])
def test_a_tensor_that_is_written_to_is_noticed_wherever_it_is_in_the_result(nested) -> None:
    tensor = torch.zeros(3)
    kept = Returned.by_a_call(nested(tensor), ())
    assert not kept.is_overwritten
    _write(tensor)
    assert kept.is_overwritten


def test_so_is_one_that_shares_its_memory() -> None:
    buffer = torch.zeros(2, 3)
    kept = Returned.by_a_call(buffer[0], ())
    _write(buffer.detach()[1])
    assert kept.is_overwritten


def test_what_is_a_part_of_an_argument_is_the_caller_s_own() -> None:
    argument = torch.zeros(2, 3)
    kept = Returned.by_a_call(argument.T, [argument])
    _write(argument)
    assert not kept.is_overwritten


@pytest.mark.parametrize(
    "value", [None, 3, "text", torch.zeros(0), torch.zeros(2).to_sparse(), torch.zeros(2, device="meta")]
)
def test_what_holds_no_numbers_is_never_overwritten(value: object) -> None:
    assert not Returned.by_a_call(value, [torch.zeros(2)]).is_overwritten


def test_tensors_of_inference_mode_are_left_alone() -> None:
    with torch.inference_mode():
        tensor = torch.zeros(3)
        kept = Returned.by_a_call(tensor, ())
        _write(tensor)
    assert not kept.is_overwritten
