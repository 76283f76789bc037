"""A reference checks itself: its messages, word by word, and the proof that the checker is on."""

import inspect

import pytest
import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from reference.checked import ShapeError, checked
from reference.recurrent import rnn_cell, rnn_forward


def cell_arguments(**changed: object) -> dict[str, object]:
    """Arguments for n=2, d=3, h=4, some of them changed."""
    shapes = {"X": (2, 3), "H": (2, 4), "W_xh": (3, 4), "W_hh": (4, 4), "b_h": (4,)}
    return {**{name: torch.ones(shape) for name, shape in shapes.items()}, **changed}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (
            {"W_hh": torch.ones(4, 1)},
            "rnn_cell: W_hh should be (h, h) = (4, 4), and is (4, 1). h = 4 comes from H.",
        ),
        (
            {"W_xh": torch.ones(4, 3)},
            "rnn_cell: W_xh should be (d, h) = (3, 4), and is (4, 3). d = 3 comes from X, h = 4 from H.",
        ),
        (
            {"H": torch.ones(5, 4)},
            "rnn_cell: H should be (n, h) = (2, h), and is (5, 4). n = 2 comes from X.",
        ),
        (
            {"b_h": torch.ones(1, 4)},
            "rnn_cell: b_h should be (h,) = (4,), and is (1, 4). h = 4 comes from H.",
        ),
        (
            {"X": torch.ones(3)},
            "rnn_cell: X should be (n, d), and is (3,).",
        ),
        (
            {"X": torch.tensor(1.0)},
            "rnn_cell: X should be (n, d), and is ().",
        ),
        (
            {"H": torch.ones(2, 4, dtype=torch.int64)},
            "rnn_cell: the dtype of H should be float, and is int64.",
        ),
        (
            {"H": [[0.0, 0.0], [0.0, 0.0]]},
            "rnn_cell: H should be a tensor (n, h), and is a list.",
        ),
        (
            {"b_h": None},
            "rnn_cell: b_h should be a tensor (h,), and is None.",
        ),
        (
            {"b_h": 0},
            "rnn_cell: b_h should be a tensor (h,), and is an int.",
        ),
        (
            {"X": (torch.ones(3), torch.ones(3))},
            "rnn_cell: X should be a tensor (n, d), and is a tuple of 2.",
        ),
    ],
)
def test_an_argument_that_does_not_fit_is_named_with_what_it_should_be(changed, message):
    with pytest.raises(ShapeError) as caught:
        rnn_cell(**cell_arguments(**changed))
    assert str(caught.value) == message


def test_the_error_shows_no_trace_of_the_type_checker():
    with pytest.raises(ShapeError) as caught:
        rnn_cell(**cell_arguments(W_hh=torch.ones(4, 1)))
    assert caught.value.__suppress_context__
    assert isinstance(caught.value, TypeError)


def test_a_size_is_blamed_on_the_argument_that_bound_it():
    with pytest.raises(ShapeError) as caught:
        rnn_cell(**cell_arguments(X=torch.ones(7, 3)))
    assert str(caught.value) == "rnn_cell: H should be (n, h) = (7, h), and is (2, 4). n = 7 comes from X."


def test_a_missing_argument_is_named():
    arguments = cell_arguments()
    del arguments["W_hh"]
    with pytest.raises(TypeError) as caught:
        rnn_cell(**arguments)
    assert (
        str(caught.value) == "rnn_cell: missing a required argument: 'W_hh'. Its arguments are X, H, W_xh, W_hh, b_h."
    )


def test_an_unknown_argument_is_named():
    with pytest.raises(TypeError) as caught:
        rnn_cell(**cell_arguments(Whh=torch.ones(4, 4)))
    assert (
        str(caught.value)
        == "rnn_cell: got an unexpected keyword argument 'Whh'. Its arguments are X, H, W_xh, W_hh, b_h."
    )


@checked
def narrowed(X: Float[Tensor, "n d"], W: Float[Tensor, "d h"]) -> Float[Tensor, "n h"]:
    """Known to be bad: its result is `(n, 1)`."""
    return X @ W[:, :1]


def test_a_known_bad_function_is_caught_so_the_checker_is_on():
    with pytest.raises(ShapeError) as caught:
        narrowed(torch.ones(2, 3), torch.ones(3, 4))
    assert str(caught.value) == (
        "narrowed: the result should be (n, h) = (2, 4), and is (2, 1). n = 2 comes from X, h = 4 from W."
    )


def test_one_result_of_several_is_named_by_its_index():
    @checked
    def split(X: Float[Tensor, "n d"]) -> tuple[Float[Tensor, "n d"], Float[Tensor, "n"]]:
        return X, X.sum(dim=0)

    with pytest.raises(ShapeError) as caught:
        split(torch.ones(2, 3))
    assert str(caught.value) == "split: result[1] should be (n,) = (2,), and is (3,). n = 2 comes from X."


def test_one_result_for_a_pair_is_said_so():
    @checked
    def single(X: Float[Tensor, "n d"]) -> tuple[Float[Tensor, "n d"], Float[Tensor, "n d"]]:
        return X  # pyright: ignore[reportReturnType]

    with pytest.raises(
        ShapeError, match=r"^single: the result should be tuple\[.*\], and is a tensor \(2, 3\) of dtype"
    ):
        single(torch.ones(2, 3))


def test_lists_are_checked_to_their_last_item():
    @checked
    def clip(gradients: list[Float[Tensor, "..."]], theta: float) -> list[Float[Tensor, "..."]]:
        return gradients[:1] * int(theta) + [torch.tensor(1)]

    with pytest.raises(ShapeError, match=r"^clip: the dtype of gradients\[1\] should be float, and is int64\.$"):
        clip([torch.ones(2), torch.ones(2, dtype=torch.int64)], 1.0)
    with pytest.raises(ShapeError, match=r"^clip: the dtype of result\[1\] should be float, and is int64\.$"):
        clip([torch.ones(2)], 1.0)


def test_plain_hints_are_checked_as_well():
    @checked
    def repeat(tokens: Int[Tensor, "k"], times: int) -> Int[Tensor, "k*{times}"] | None:
        return None

    with pytest.raises(ShapeError) as caught:
        repeat(torch.tensor([1, 2]), "3")
    assert str(caught.value) == "repeat: times should be int, and is a str."


@pytest.mark.parametrize(
    ("hint", "value", "message"),
    [
        (str, 3, "takes: value should be str, and is an int."),
        (int, 0.5, "takes: value should be int, and is a float."),
        (float, "1", "takes: value should be float, and is a str."),
        (torch.Generator, 7, "takes: value should be torch.Generator, and is an int."),
        (list[str], ["a", 2], "takes: value[1] should be str, and is an int."),
        (dict[str, int], {"a": "b"}, "takes: value should be dict[str, int], and is a dict."),
    ],
)
def test_what_is_no_tensor_is_checked_by_its_type(hint, value, message):
    def takes(value):
        return None

    takes.__annotations__ = {"value": hint}
    with pytest.raises(ShapeError) as caught:
        checked(takes)(value)
    assert str(caught.value) == message


def test_what_is_no_tensor_and_fits_passes():
    @checked
    def draw(
        text: str, temperature: float, generator: torch.Generator, size: int = 2
    ) -> tuple[list[str], dict[str, int]]:
        return [text] * size, {text: size}

    assert draw("a", 1, torch.Generator()) == (["a", "a"], {"a": 2})


@checked
def forward(X: Float[Tensor, "n d"], H: Float[Tensor, "n h"] | None = None) -> Float[Tensor, "n h"]:
    """Its state may be left out."""
    return torch.ones(len(X), 4) if H is None else H


def test_an_optional_argument_may_be_missing_or_none():
    assert forward(torch.ones(2, 3)).shape == (2, 4)
    assert forward(torch.ones(2, 3), None).shape == (2, 4)
    assert forward(torch.ones(2, 3), torch.ones(2, 5)).shape == (2, 5)


@pytest.mark.parametrize(
    ("H", "message"),
    [
        (torch.ones(7, 4), "forward: H should be (n, h) = (2, h), and is (7, 4). n = 2 comes from X."),
        (torch.ones(2, 4).int(), "forward: the dtype of H should be float, and is int32."),
        ([0.0], "forward: H should be a tensor (n, h) or None, and is a list."),
    ],
)
def test_an_optional_argument_that_is_given_has_to_fit(H, message):
    with pytest.raises(ShapeError) as caught:
        forward(torch.ones(2, 3), H)
    assert str(caught.value) == message


def test_an_optional_argument_binds_sizes():
    @checked
    def bad(H: Float[Tensor, "n h"] | None = None) -> Float[Tensor, "n h"]:
        return torch.ones(2, 1)

    with pytest.raises(ShapeError) as caught:
        bad(torch.ones(2, 4))
    assert (
        str(caught.value)
        == "bad: the result should be (n, h) = (2, 4), and is (2, 1). n = 2 comes from H, h = 4 from H."
    )


@checked
def extend(prefix: Int[Tensor, "k"], num_tokens: int = 3, missing: int = 0) -> Int[Tensor, "k+{num_tokens}"]:
    """Known to be bad when something is missing."""
    return torch.cat((prefix, prefix.new_zeros(num_tokens - missing)))


def test_an_axis_may_count_on_an_argument():
    assert extend(torch.tensor([1, 2]), num_tokens=5).shape == (7,)
    assert extend(torch.tensor([1, 2])).shape == (5,)
    with pytest.raises(ShapeError) as caught:
        extend(torch.tensor([1, 2]), 5, missing=1)
    assert str(caught.value) == (
        "extend: the result should be (k+num_tokens,) = (7,), and is (6,). k = 2 comes from prefix, num_tokens = 5."
    )


def test_an_axis_that_is_computed_is_told_with_its_number():
    @checked
    def beside(F: Float[Tensor, "n h"]) -> Float[Tensor, "n 2*h"]:
        return F

    with pytest.raises(ShapeError) as caught:
        beside(torch.ones(2, 3))
    assert str(caught.value) == (
        "beside: the result should be (n, 2*h) = (2, 6), and is (2, 3). n = 2 comes from F, h = 3 from F."
    )


class Model(nn.Module):
    """Its methods are checked, and told by their names."""

    @checked
    def __init__(self, num_hiddens: int) -> None:
        super().__init__()
        self.num_hiddens = num_hiddens

    @checked
    def forward(self, X: Float[Tensor, "n d"], H: Float[Tensor, "n h"] | None = None) -> Float[Tensor, "n h"]:
        return X if H is None else H


def test_methods_are_checked_and_a_class_is_told_by_its_name():
    with pytest.raises(ShapeError) as caught:
        Model(num_hiddens="4")
    assert str(caught.value) == "Model: num_hiddens should be int, and is a str."
    with pytest.raises(TypeError) as missing:
        Model()
    assert str(missing.value) == "Model: missing a required argument: 'num_hiddens'. Its arguments are num_hiddens."
    with pytest.raises(ShapeError) as caught:
        Model(num_hiddens=4)(torch.ones(2, 3), torch.ones(3, 4))
    assert str(caught.value) == "Model.forward: H should be (n, h) = (2, h), and is (3, 4). n = 2 comes from X."
    assert Model(num_hiddens=4)(torch.ones(2, 3)).shape == (2, 3)


def test_a_size_of_one_call_does_not_bind_the_next():
    assert narrowed.__name__ == "narrowed"
    for n, d, h in ((2, 3, 4), (5, 6, 7)):
        H = rnn_cell(torch.ones(n, d), torch.ones(n, h), torch.ones(d, h), torch.ones(h, h), torch.ones(h))
        assert H.shape == (n, h)


def test_a_call_inside_a_call_has_sizes_of_its_own():
    @checked
    def outer(X: Float[Tensor, "d n"]) -> Float[Tensor, "n d"]:
        return inner(X).T

    @checked
    def inner(X: Float[Tensor, "n d"]) -> Float[Tensor, "n d"]:
        return X

    assert outer(torch.ones(2, 3)).shape == (3, 2)


def test_what_the_function_itself_raises_passes_unchanged():
    @checked
    def fails(X: Float[Tensor, "n"]) -> Float[Tensor, "n"]:
        raise ValueError("its own")

    with pytest.raises(ValueError, match=r"^its own$"):
        fails(torch.ones(1))


def test_name_docstring_and_signature_are_those_of_the_function():
    assert rnn_forward.__name__ == "rnn_forward"
    assert (rnn_forward.__doc__ or "").startswith("A recurrent layer over a whole sequence")
    assert list(inspect.signature(rnn_forward).parameters) == ["X", "H", "W_xh", "W_hh", "b_h"]
