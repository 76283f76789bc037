"""Which operation stands where a value is missing, and for which value: fused operations, masks, helpers."""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

from grader.answers import Answers
from grader.exercise import find
from grader.judge.evidence import Evidence, Pair
from grader.judge.milestones import missing_value
from grader.judge.reached import reached
from grader.milestones import milestones_of
from grader.report import Finding
from grader.worker.call import observe
from grader.worker.probe import Observation, Probe
from reference.milestones import milestone

Function = Callable[..., object]
LOGITS, TARGETS = torch.randn(5, 7, generator=torch.Generator().manual_seed(1)).double(), torch.tensor([0, 6, 3, 2, 5])


def explained(student: Function, reference: Function, sizes: dict[str, int], **arguments: Tensor) -> Finding:
    """What is missing in a student's function beside a reference of our own."""
    exercise = find("hidden_layer")  # of which nothing is used
    probe = Probe("spelled", "f", sizes, arguments, (), ("trace", "values"))
    seen = observe(student, probe, files={student.__code__.co_filename})
    closer = Pair(probe, seen, Observation(probe.id))
    contract = Answers.of(exercise).plan.contract
    evidence = Evidence(
        exercise, contract, None, (), "answer.py", closer=closer, milestones=milestones_of(reference, probe)
    )
    finding = missing_value(evidence, reached(evidence))
    assert finding is not None
    return finding


def cross_entropy(logits: Tensor, targets: Tensor) -> Tensor:
    logs = torch.log_softmax(logits, dim=1)
    milestone("log softmax(o)", logs, "the logarithm of the softmax")
    picked = logs[torch.arange(len(targets)), targets]
    milestone("log p_i", picked, "the logarithm of the probability of each target")
    mean = -picked.mean()
    milestone("L", mean, "the mean, and its sign")
    return mean


def test_a_fused_operation_is_accused_of_the_value_of_its_shape() -> None:
    def summed(logits: Tensor, targets: Tensor) -> Tensor:
        return F.cross_entropy(logits, targets, reduction="sum")

    finding = explained(summed, cross_entropy, {"n": 5, "v": 7}, logits=LOGITS, targets=TARGETS)
    assert finding.message == "`L` is not among the values that your code computes: look at the mean, and its sign."
    assert finding.expression == 'F.cross_entropy(logits, targets, reduction="sum")'


def test_a_right_fused_operation_is_not_accused_of_what_comes_after_it() -> None:
    def perplexity(logits: Tensor, targets: Tensor) -> Tensor:
        return torch.exp(F.cross_entropy(logits, targets))

    finding = explained(perplexity, cross_entropy, {"n": 5, "v": 7}, logits=LOGITS, targets=TARGETS)
    assert (finding.kind, finding.expression) == ("unused_value", "torch.exp(F.cross_entropy(logits, targets))")


def test_an_operation_of_one_operand_is_accused_of_its_own_value() -> None:
    def along_the_batch(logits: Tensor, targets: Tensor) -> Tensor:
        logs = torch.log_softmax(logits, dim=0)
        return -logs[torch.arange(len(targets)), targets].mean()

    finding = explained(along_the_batch, cross_entropy, {"n": 5, "v": 7}, logits=LOGITS, targets=TARGETS)
    assert finding.message == (
        "`log softmax(o)` is not among the values that your code computes: look at the logarithm of the softmax."
    )
    assert finding.expression == "torch.log_softmax(logits, dim=0)"


def gated(O: Tensor, C: Tensor) -> Tensor:  # noqa: E741
    shown = torch.tanh(C)
    milestone("tanh(C_t)", shown, "what the memory cell goes through")
    H = torch.sigmoid(O) * shown
    milestone("H_t", H, "the output gate")
    return H


def test_what_meets_another_value_too_early_is_accused_of_the_step_that_it_left_out() -> None:
    def without_tanh(O: Tensor, C: Tensor) -> Tensor:  # noqa: E741
        return torch.sigmoid(O) * (C * 1.0)

    finding = explained(without_tanh, gated, {"n": 5, "h": 7}, O=LOGITS, C=LOGITS + 1)
    assert finding.message.split("\n")[0] == (
        "`tanh(C_t)` is not among the values that your code computes: look at what the memory cell goes through."
    )


def masked(X: Tensor, length: Tensor) -> Tensor:
    valid = torch.arange(X.shape[1]) < length[:, None]
    Y = X.masked_fill(~valid, 0.0)
    milestone("Y", Y, "which numbers are replaced, and by what")
    return Y


def test_a_mask_is_never_said_to_be_wrong_for_nothing_can_be_said_of_it() -> None:
    def too_many(X: Tensor, length: Tensor) -> Tensor:
        valid = torch.arange(X.shape[1]) <= length[:, None]
        return X.masked_fill(~valid, 0.0)

    finding = explained(too_many, masked, {"n": 5, "T": 7}, X=LOGITS, length=TARGETS)
    assert finding.expression == "X.masked_fill(~valid, 0.0)"
    assert "neither an argument nor a right value" not in finding.message


def test_a_mask_stands_for_no_number() -> None:
    def added(X: Tensor, length: Tensor) -> Tensor:
        valid = torch.arange(X.shape[1]) < length[:, None]
        assert bool((X > 0).any())
        return X + valid

    finding = explained(added, masked, {"n": 5, "T": 7}, X=LOGITS, length=TARGETS)
    assert finding.expression == "X + valid"


def _halved(scores: Tensor) -> Tensor:
    weights = torch.softmax(scores / 2, dim=1)
    milestone("A", weights, "the softmax")
    return weights


def attention(Q: Tensor, K: Tensor) -> Tensor:
    scores = Q @ K.T
    weights = _halved(scores)
    milestone("Q Kᵀ", scores, "the product of queries and keys")  # named last, and made first
    return weights


def test_values_are_looked_for_in_the_order_in_which_they_are_made() -> None:
    def negative(Q: Tensor, K: Tensor) -> Tensor:
        return torch.softmax(-Q @ K.T / 2, dim=1)

    finding = explained(negative, attention, {"m": 5, "d": 7}, Q=LOGITS, K=LOGITS.flip(0) + 1)
    assert finding.message.split("\n")[0] == (
        "`Q Kᵀ` is not among the values that your code computes: look at the product of queries and keys."
    )


def test_an_operation_whose_result_is_not_used_is_no_candidate() -> None:
    def watched(Q: Tensor, K: Tensor) -> Tensor:
        scores = Q @ K.T
        assert float(torch.softmax(scores, dim=0).sum()) > 0
        return torch.softmax(scores, dim=1)

    finding = explained(watched, attention, {"m": 5, "d": 7}, Q=LOGITS, K=LOGITS.flip(0) + 1)
    assert (finding.message, finding.expression) == (
        "`Q Kᵀ` is there, `A` is not: look at the softmax.",
        "torch.softmax(scores, dim=1)",
    )
