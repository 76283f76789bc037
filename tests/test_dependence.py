"""The maps of `dependence` are the norms of Jacobians."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor

from grader.asking import ask_reference
from grader.dependence import NoDependence, dependence_of
from grader.exercise import find
from grader.numbers import quiet
from grader.plan import main_probe

SIZES = {"T": 12, "n": 3, "d": 4, "h": 2}


def jacobian(id: str) -> Tensor:
    """`(T, n, …, T, n, d)`: all derivatives at once, by torch, on the inputs that the map is made with."""
    arguments = {
        name: value if name.startswith("W") else quiet(value, 0.3)
        for name, value in main_probe(find(id), SIZES, 20).arguments.items()
    }

    def output(X: Tensor) -> Tensor:
        found = find(id).implementation()(**{**arguments, "X": X})
        return found[0] if isinstance(found, tuple) else found

    return torch.autograd.functional.jacobian(output, arguments["X"])


@pytest.mark.parametrize("id", ["rnn_forward", "bidirectional_rnn"])
def test_the_maps_are_the_norms_of_the_blocks_of_the_jacobian(id: str) -> None:
    found, squares = dependence_of(find(id)), jacobian(id).square()
    steps, rows = torch.tensor(found.steps, dtype=torch.float64), torch.tensor(found.rows, dtype=torch.float64)
    assert torch.allclose(steps, squares.sum((1, 2, 4, 5)).sqrt(), rtol=1e-9, atol=0.0)
    assert torch.allclose(rows, squares.sum((0, 2, 3, 5)).sqrt(), rtol=1e-9, atol=0.0)


def test_one_direction_depends_on_the_past_alone_and_two_on_everything() -> None:
    causal, both = (torch.tensor(dependence_of(find(id)).steps) > 0 for id in ("rnn_forward", "bidirectional_rnn"))
    assert causal.tolist() == torch.ones(12, 12).tril().bool().tolist()
    assert both.all()


def test_the_rows_of_a_batch_are_independent() -> None:
    for id in ("rnn_forward", "deep_rnn", "decoder_forward"):
        assert (torch.tensor(dependence_of(find(id)).rows) > 0).tolist() == torch.eye(3).bool().tolist()


def test_windows_of_truncated_backpropagation_are_blocks() -> None:
    steps = torch.tensor(dependence_of(find("truncated_bptt")).steps) > 0
    window = torch.ones(4, 4).tril().bool()
    assert steps.tolist() == torch.block_diag(window, window, window).bool().tolist()


def test_nothing_is_marked_in_a_reference_and_its_map_is_explained() -> None:
    found = dependence_of(find("rnn_forward"))
    assert (found.file, found.marked_steps, found.marked_rows) == (None, (), ())
    assert "the output of one step speaks for all steps before it" in found.remarks[0]
    assert "no state is carried" in dependence_of(find("output_layer")).remarks[0]
    assert "from its end" in dependence_of(find("bidirectional_rnn")).remarks[0]
    assert "on purpose" in dependence_of(find("truncated_bptt")).remarks[0]


@pytest.mark.parametrize("id", ["rnn_cell", "rnn_lm", "char_vocab", "gradient_norms", "perplexity"])
def test_an_exercise_without_a_map_is_refused_with_one_that_has_it(id: str) -> None:
    with pytest.raises(NoDependence, match=rf"In {id} no result over time depends on .* Try \w+ or rnn_forward"):
        dependence_of(find(id))


def test_a_reference_that_fails_is_the_graders_fault() -> None:
    probe = main_probe(find("rnn_forward"), SIZES)
    with pytest.raises(RuntimeError, match="rnn_forward on `spelled`"):
        ask_reference(find("rnn_forward"), replace(probe, arguments={}))
