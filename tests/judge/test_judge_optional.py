"""What is wrong exactly where an optional argument is left out, or given, is told so."""

from __future__ import annotations

import torch
from torch import Tensor


def other_default(X: Tensor, valid_len: Tensor, value: float = 1.0) -> Tensor:
    mask = torch.arange(X.shape[1], device=X.device)[None] < valid_len[:, None]
    return torch.where(mask, X, torch.full_like(X, value))


def default_of_none(X: Tensor, valid_len: Tensor, value: float | None = None) -> Tensor:
    return other_default(X, valid_len, value)  # pyright: ignore[reportArgumentType]


def value_is_ignored(X: Tensor, valid_len: Tensor, value: float = 0.0) -> Tensor:
    return other_default(X, valid_len, 0.0)


def column(X: Tensor, valid_len: Tensor, value: float | None = None) -> Tensor:
    return X[:, :1] if value is None else other_default(X, valid_len, value)


def value_said(judged, evidence) -> str:
    """The first line of what is said about the numbers themselves."""
    return next(each for each in judged(evidence) if each.kind == "wrong_value").message.split("\n")[0]


def test_another_default_is_wrong_where_the_argument_is_left_out(evidence_of, judged) -> None:
    told = value_said(judged, evidence_of(other_default, "sequence_mask"))
    assert told == "Right where `value` is given, and wrong where it is left out: what does it stand for then?"


def test_an_argument_that_is_ignored_is_wrong_where_it_is_given(evidence_of, judged) -> None:
    told = value_said(judged, evidence_of(value_is_ignored, "sequence_mask"))
    assert told == "Right where `value` is left out, and wrong where it is given."


def test_a_default_that_cannot_be_computed_with_fails_when_it_is_left_out(of_stage) -> None:
    assert of_stage("runs", default_of_none, "sequence_mask").message.startswith("When `value` is left out: the call ")


def test_another_shape_of_the_default_is_told_with_it(of_stage) -> None:
    assert "when `value` is left out" in of_stage("shape", column, "sequence_mask").message.lower()
