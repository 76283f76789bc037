"""A reference names its intermediate values to whoever listens, and to nobody else."""

from __future__ import annotations

from contextvars import copy_context
from dataclasses import FrozenInstanceError
from threading import Thread

import pytest
import torch
from torch import Tensor

from reference.layers import hidden_layer, output_layer
from reference.milestones import listening, milestone
from reference.recurrent import rnn_cell, rnn_cell_concat, rnn_forward

ONE = torch.ones(1)
X, H, W_xh, W_hh, b_h = (torch.ones(shape) / 10 for shape in ((2, 3), (2, 4), (3, 4), (4, 4), (4,)))


def test_without_a_listener_nothing_is_kept() -> None:
    milestone("X", ONE, "")
    with listening() as found:
        pass
    milestone("X", ONE, "")
    assert found == []


def test_milestones_come_in_the_order_of_time_with_their_very_values() -> None:
    values = [torch.ones(n) for n in range(3)]
    with listening() as found:
        for value in values:
            milestone(f"v{len(value)}", value, "here")
    assert [(each.name, each.made_by) for each in found] == [("v0", "here"), ("v1", "here"), ("v2", "here")]
    assert all(each.value is value for each, value in zip(found, values, strict=True))


def test_of_nested_listeners_the_inner_one_hears() -> None:
    with listening() as outer:
        milestone("first", ONE, "")
        with listening() as inner:
            milestone("second", ONE, "")
        milestone("third", ONE, "")
    assert [each.name for each in outer] == ["first", "third"]
    assert [each.name for each in inner] == ["second"]


def test_a_reference_that_raises_leaves_no_listener_behind() -> None:
    def reference() -> None:
        with listening():
            raise ArithmeticError

    with listening() as found:
        with pytest.raises(ArithmeticError):
            reference()
        milestone("after", ONE, "")
    milestone("outside", ONE, "")
    assert [each.name for each in found] == ["after"]


def test_other_threads_and_contexts_are_not_heard() -> None:
    context = copy_context()
    with listening() as found:
        thread = Thread(target=milestone, args=("X", ONE, ""))
        thread.start()
        thread.join()
        context.run(milestone, "X", ONE, "")
    assert found == []


def test_a_milestone_does_not_change() -> None:
    with listening() as found:
        milestone("X", ONE, "")
    with pytest.raises(FrozenInstanceError):
        found[0].name = "Y"  # type: ignore[misc]


def named(found: list[object]) -> list[str]:
    return [str(getattr(each, "name", "")) for each in found]


def test_the_references_name_the_values_of_their_equations() -> None:
    with listening() as found:
        rnn_cell(X, H, W_xh, W_hh, b_h)
    assert named([*found]) == ["X_t W_xh", "H_{t-1} W_hh", "X_t W_xh + H_{t-1} W_hh", "Z_t", "H_t"]
    with listening() as found:
        rnn_cell_concat(X, H, W_xh, W_hh, b_h)
    assert named([*found]) == ["X_t W_xh + H_{t-1} W_hh", "Z_t", "H_t"]
    with listening() as found:
        hidden_layer(X, W_xh, b_h)
    assert named([*found]) == ["X W_xh", "Z", "H"]
    with listening() as found:
        output_layer(H[None], W_hh, b_h)
    assert named([*found]) == ["H W_hq", "O"]


def test_a_reference_over_time_names_those_of_every_step_in_turn() -> None:
    with listening() as found:
        states, last = rnn_forward(torch.stack([X] * 3), H, W_xh, W_hh, b_h)
    assert named([*found]) == ["X_t W_xh", "H_{t-1} W_hh", "X_t W_xh + H_{t-1} W_hh", "Z_t", "H_t"] * 3
    ends: list[Tensor] = [each.value for each in found if each.name == "H_t"]
    assert torch.equal(torch.stack(ends), states)
    assert torch.equal(ends[-1], last)


def test_every_hint_goes_on_after_look_at() -> None:
    """`look at the activation`: no capital, no full stop."""
    with listening() as found:
        rnn_forward(torch.stack([X] * 2), H, W_xh, W_hh, b_h)
        rnn_cell_concat(X, H, W_xh, W_hh, b_h)
        hidden_layer(X, W_xh, b_h)
        output_layer(H[None], W_hh, b_h)
    hints = {each.made_by for each in found}
    assert [hint for hint in hints if not hint.startswith("the ") or hint.endswith(".")] == []
