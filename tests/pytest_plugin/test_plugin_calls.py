"""What tests call: arguments travel into the sandbox, results and gradients out of it, failures are told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from torch import Tensor

from grader.pytest_plugin import NotDefined, SubmissionFailed
from grader.testing.desk import Desk
from grader.testing.submission import Submission

X = torch.arange(6, dtype=torch.float64).reshape(2, 3)


@pytest.fixture(scope="module")
def desk(examples: Path) -> Iterator[Desk]:
    desk = Desk(examples / "odd_functions.py", "odd_functions.py", None, "process", 2.0)
    yield desk
    desk.close()


@pytest.fixture
def printed() -> list[str]:
    return []


@pytest.fixture
def odd(desk: Desk, printed: list[str]) -> Submission:
    return Submission(desk, lambda name: None, printed.append)


def same(one: object, other: object) -> bool:
    """Equal, of the same types, down to the tensors."""
    if isinstance(one, Tensor) and isinstance(other, Tensor):
        return one.dtype == other.dtype and torch.equal(one, other)
    if isinstance(one, (list, tuple)) and isinstance(other, type(one)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return type(one) is type(other) and one == other


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("the_same", X),
        ("a_pair", (X, 2 * X)),
        ("state_in_a_tuple", (X, (2 * X, 3 * X))),
        ("one_in_a_tuple", (X,)),
        ("listed", [X, 2 * X]),
        ("listed_alone", [X]),
        ("named", {"W": X, "it's": 2 * X}),
        ("of_every_kind", (X, 3, [X, X], {"a": X}, "text", None, [1, [2.5]], float("inf"), 15.0)),
    ],
)
def test_what_a_function_returns_arrives_as_it_was(odd: Submission, name: str, expected: object) -> None:
    assert same(odd[name](X), expected)


@pytest.mark.parametrize(
    "value",
    [
        0,
        True,
        -2.5,
        "text",
        None,
        [],
        [1, [2, ["a"]]],
        {"a": [1]},
        torch.tensor([1, 2]),
        torch.zeros(0, 3),
        X.T,
        X[:, 1],
    ],
    ids=str,
)
def test_an_argument_arrives_as_it_was(odd: Submission, value: object) -> None:
    assert same(odd.the_same(x=value), value)


def test_a_generator_arrives_with_its_seed(odd: Submission) -> None:
    drawn = torch.rand(3, generator=torch.Generator().manual_seed(3))
    assert torch.equal(odd.draws(torch.Generator().manual_seed(3)), drawn)


def test_empty_results_are_empty(odd: Submission) -> None:
    assert odd.nothing_in_them() == ((), [], {})


def test_a_function_of_tensors_is_called_once(odd: Submission) -> None:
    first = odd.counts()
    assert odd.counts() == first + 1


@pytest.mark.parametrize(
    ("value", "error", "message"),
    [
        (float("nan"), ValueError, "x is nan, which travels only inside a tensor"),
        ({1: 2}, TypeError, "x has the key 1: keys are texts"),
        ([object()], TypeError, r"x\[0\] is a object, which cannot be sent into the sandbox. Pass tensors"),
        (X.to_sparse(), TypeError, "x is a complex, sparse, quantized or meta tensor"),
        (torch.zeros(2, device="meta"), TypeError, "x is a complex, sparse, quantized or meta tensor"),
        (X.numpy(), TypeError, "x is a ndarray, which cannot be sent"),
        (torch.zeros(80_000_000), ValueError, "The arguments are too large to be sent into the sandbox"),
    ],
    ids=["nan", "number as key", "object", "sparse", "meta", "numpy", "large"],
)
def test_an_argument_that_cannot_travel_is_told(
    odd: Submission, value: object, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        odd.the_same(value)


def test_an_exception_is_told_with_its_line_and_nothing_for_the_terminal(odd: Submission) -> None:
    with pytest.raises(SubmissionFailed) as caught:
        odd.raises(X)
    error = caught.value
    assert str(error).split("\n") == [
        f"odd_functions.py:{error.line}: The call raises ValueError: no (2, 3)",
        '    raise ValueError(f"no \\x1b[31m{tuple(X.shape)}")',
        "    " + "~" * 48,
    ]
    assert (error.kind, error.type) == ("exception", "ValueError")


@pytest.mark.parametrize(
    ("name", "kind", "message"),
    [
        ("ends_the_process", "exited", "The call ended the whole process: the process was ended with exit code 0."),
        ("never_ends", "timeout", "It did not finish within the time limit."),
        ("an_object", "result", "`an_object` returns a value of type object. What can be brought out of the sandbox"),
        ("a_mixed_list", "result", "`a_mixed_list` returns a list of 2. What can be brought out"),
        ("a_large_tensor", "result", "`a_large_tensor` returns a tensor of shape (10000000,) and dtype float32."),
        ("a_pair", "signature", "`a_pair` takes 1 argument that can be given by position or name; this test gives 2."),
    ],
)
def test_a_call_without_a_result_says_why(odd: Submission, name: str, kind: str, message: str) -> None:
    given = {"a_mixed_list": [X], "a_pair": [X, X]}.get(name, [])
    with pytest.raises(SubmissionFailed) as caught:
        odd[name](*given)
    assert caught.value.kind == kind
    assert message in str(caught.value)
    assert same(odd.the_same(X), X)  # the next call has a new process, where it needs one


def test_what_is_not_there_is_told_and_can_be_asked_about(odd: Submission) -> None:
    assert not hasattr(odd, "rnn_cell")
    with pytest.raises(NotDefined, match=r"odd_functions.py defines nothing that is called `rnn_cell`."):
        odd.rnn_cell(X)
    with pytest.raises(NotDefined, match=r"defines, but not as a function, `CONSTANT`."):
        odd.CONSTANT()


def test_the_source_is_there_as_text(odd: Submission) -> None:
    assert "def state_in_a_tuple(X):" in odd.source


def test_what_it_prints_is_told(odd: Submission, printed: list[str]) -> None:
    odd.prints()
    assert printed == ["=== 7 passed in 0.01s ===\n"]


def test_gradients_are_those_of_the_submission(odd: Submission) -> None:
    x = X.clone().requires_grad_()
    assert torch.autograd.gradcheck(odd.a_pair, x)
    assert torch.autograd.gradcheck(lambda each: tuple(odd.listed(each)), x)
    assert torch.autograd.gradcheck(lambda each: odd.listed_alone(each)[0], x)
    assert torch.autograd.gradcheck(lambda each: odd.products([each, X], 3.0), x)


def test_what_is_cut_in_the_submission_is_cut_in_the_test(odd: Submission) -> None:
    x = X.clone().requires_grad_()
    detached, kept = odd.cut(x)
    assert (detached.requires_grad, kept.requires_grad) == (False, True)
    kept.sum().backward()
    assert torch.equal(x.grad, torch.full_like(X, 2.0))


def test_gradients_through_a_tuple_in_a_tuple_are_refused_and_never_wrong(odd: Submission) -> None:
    x = X.clone().requires_grad_()
    output, (state, _) = odd.state_in_a_tuple(x)
    with pytest.raises(TypeError, match="not through a dictionary, nor through a tuple in a tuple"):
        state.sum().backward()
    output, _ = odd.state_in_a_tuple(x)
    output.sum().backward()
    assert torch.equal(x.grad, torch.ones_like(X))


def test_a_tensor_that_lies_too_deep_for_gradients_is_refused(odd: Submission) -> None:
    with pytest.raises(TypeError, match="A tensor that requires a gradient may be an argument"):
        odd.the_same([[X.clone().requires_grad_()]])


def test_an_object_of_a_class_has_the_parameters_of_the_test(odd: Submission) -> None:
    W = torch.eye(3, dtype=torch.float64, requires_grad=True)
    layer = odd.Layer(3, 3).with_parameters(W=W)
    assert torch.equal(layer(X=X), X)
    assert torch.autograd.gradcheck(lambda each: odd.Layer(3, b=3).with_parameters(W=each)(X=X), W)
    with pytest.raises(SubmissionFailed, match=r"parameter `W` of `Layer` to a tensor of shape \(2\); it has \(3,3\)"):
        odd.Layer(3, 3).with_parameters(W=torch.zeros(2))(X=X)


def test_a_file_that_does_not_load_fails_every_call_and_is_told(handed_in: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_bytes(b"def rnn_cell(:\n")
    desk = Desk(tmp_path / "broken.py", "broken.py", None, "process", 5.0)
    try:
        submission = Submission(desk, lambda name: None, print)
        with pytest.raises(SubmissionFailed, match=r"broken.py:1: Python cannot read this line"):
            submission.rnn_cell(X)
    finally:
        desk.close()
