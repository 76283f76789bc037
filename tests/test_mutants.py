"""Mutants: small changes to a reference, each of them one that somebody could make."""

from __future__ import annotations

import torch
from torch import Tensor

from grader.mutants import mutants_of


def affine(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    """The docstring is no code."""
    return torch.tanh(X @ W + b)


def shifted(X: Tensor) -> Tensor:
    Z = -X[1:]
    return Z.sum(dim=0)


def pair(X: Tensor) -> tuple[Tensor, Tensor]:
    return X, affine(X, X.T, X[0])


X, W, b = torch.ones(2, 3), torch.ones(3, 2) * 0.1, torch.zeros(2)


def test_operators_terms_transposes_activations_and_gradients_are_changed() -> None:
    assert {mutant.change for mutant in mutants_of(affine)} == {
        "torch.tanh(X @ W + b) → torch.sigmoid(X @ W + b)",
        "torch.tanh(X @ W + b) → X @ W + b",
        "X @ W + b → X @ W - b",
        "X @ W + b → X @ W",
        "X @ W → X.mT @ W",
        "X @ W → X.detach() @ W",
        "X @ W → X @ W.mT",
        "X @ W → X @ W.detach()",
    }


def test_numbers_axes_signs_and_reductions_are_changed() -> None:
    changes = {mutant.change for mutant in mutants_of(shifted)}
    assert {"-X[1:] → X[1:]", "1 → 2", "1 → 0", "0 → 1", "0 → -1", "Z.sum(dim=0) → Z.mean(dim=0)"} <= changes


def test_a_pair_is_returned_in_the_other_order_and_what_is_called_is_changed_too() -> None:
    changes = {mutant.change for mutant in mutants_of(pair)}
    assert "(X, affine(X, X.T, X[0])) → (affine(X, X.T, X[0]), X)" in changes
    assert "X @ W + b → X @ W - b" in changes


def test_every_mutant_is_a_function_of_its_own() -> None:
    before = affine(X, W, b)
    found = {mutant.change: mutant.function for mutant in mutants_of(affine)}
    assert torch.equal(found["torch.tanh(X @ W + b) → X @ W + b"](X, W, b), X @ W + b)
    assert torch.equal(affine(X, W, b), before)
