"""Messages that torch really gives, told in names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from grader.judge.translate import translate
from grader.worker.dimensions import Dimensions
from grader.worker.errors import failure_of

DIMS = Dimensions({"n": 7, "T": 5, "d": 16, "h": 36})


def nd() -> Tensor:
    return torch.zeros(7, 16)


def hh() -> Tensor:
    return torch.zeros(36, 36)


def nh() -> Tensor:
    return torch.zeros(7, 36)


@pytest.mark.parametrize(
    ("operation", "told", "shapes"),
    [
        (
            lambda: nd() @ hh(),
            "A product of (n, d) and (h, h) does not exist: the inner sizes d and h differ.",
            "(n, d) @ (h, h)",
        ),
        (
            lambda: nd() @ torch.zeros(36),
            "A product of (n, d) and (h,) does not exist: the inner sizes d and h differ.",
            "(n, d) @ (h,)",
        ),
        (
            lambda: nd() + nh(),
            "Two tensors that meet elementwise have d and h on axis 1 (counted from 0). They must agree there.",
            "d and h",
        ),
        (
            lambda: torch.cat([nd(), nh()]),
            "Concatenating along axis 0 needs all other axes equal, and here one is d and another h. "
            "Along which axis do the two tensors lie side by side?",
            "d and h",
        ),
        (
            lambda: torch.stack([nd(), nh()]),
            "Only tensors of one shape can be stacked, and here one is (n, d) and another (n, h).",
            "(n, d) and (n, h)",
        ),
        (
            lambda: torch.bmm(torch.zeros(5, 7, 16), torch.zeros(5, 36, 36)),
            "A batched product needs a second factor that begins with (T, d), and it begins with (T, h).",
            "(T, d) and (T, h)",
        ),
        (
            lambda: nd().view(7, 36),
            "A tensor of n·d numbers cannot be reshaped to (n, h).",
            "n·d to (n, h)",
        ),
        (
            lambda: torch.einsum("nd,dh->nh", nd(), hh()),
            "In the einsum, the letter d stands for h in one operand and for d in another.",
            "h and d",
        ),
        (
            lambda: torch.zeros(5, 7)[5],
            "Index 5 is outside axis 0, which has T places, 0 to T-1.",
            "T",
        ),
        (
            lambda: nd().sum(2),
            "There is no axis 2: the tensor has axes -2 to 1 only.",
            "axis 2",
        ),
        (
            lambda: torch.zeros(5, 7, 36).__setitem__(0, nd()),
            "Two tensors that meet elementwise have h and d on axis 1 (counted from 0). They must agree there.",
            "h and d",
        ),
    ],
)
def test_a_failed_operation_is_told_in_names(operation: Callable[[], object], told: str, shapes: str) -> None:
    with pytest.raises((RuntimeError, IndexError)) as caught:
        operation()
    translation = translate(failure_of(caught.value, ()), DIMS)
    assert translation is not None
    assert (translation.kind, translation.message, translation.shapes) == ("shape_mismatch", told, shapes)


def test_a_clash_of_dtypes_asks_what_was_created() -> None:
    with pytest.raises(RuntimeError) as caught:
        nd() @ torch.zeros(16, 36, dtype=torch.float64)
    translation = translate(failure_of(caught.value, ()), DIMS)
    assert translation is not None
    assert translation.kind == "dtype_mismatch"
    assert "which tensors does your code create itself, and with which dtype?" in translation.message


def test_the_operands_that_are_plain_names_are_listed_with_their_shapes() -> None:
    A, B = nd(), hh()
    with pytest.raises(RuntimeError) as caught:
        torch.mm(A, B)
    translation = translate(failure_of(caught.value, {__file__}), DIMS)
    assert translation is not None
    assert translation.message.splitlines()[1:] == ["A : (n, d)", "B : (h, h)"]


def test_other_errors_are_not_translated() -> None:
    assert translate(failure_of(ValueError("size 7"), ()), DIMS) is None
