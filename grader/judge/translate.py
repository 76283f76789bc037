"""Messages of torch about shapes and dtypes, told in dimension names."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from grader.worker.dimensions import Dimensions
from grader.worker.probe import Failure

_Told = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Translation:
    """A message in names: a sentence, and the shapes in short."""

    kind: str
    message: str
    shapes: str | None


def translate(failure: Failure, dims: Dimensions) -> Translation | None:
    """The message of a failed operation in names, or None where it is not about shapes or dtypes.

    >>> failure = Failure("exception", "RuntimeError", "mat1 and mat2 shapes cannot be multiplied (7x16 and 36x16)")
    >>> print(translate(failure, Dimensions({"n": 7, "d": 16, "h": 36})).message)
    A product of (n, d) and (h, d) does not exist: the inner sizes d and h differ.
    """
    for pattern, tell in _RULES:
        if match := re.search(pattern, failure.message):
            message, shapes = tell(match, dims)
            operands = _operands(failure, dims)
            return Translation("shape_mismatch", f"{message}{operands}", shapes)
    if _FLOAT_SIZE.search(failure.message):
        return Translation("exception", _ABOUT_SIZES, None)
    if _NUMPY.search(failure.message):
        return Translation("exception", _ABOUT_NUMPY, None)
    if ABOUT_DTYPE.search(failure.message):
        return Translation("dtype_mismatch", _ABOUT_DTYPES, None)
    return None


ABOUT_DTYPE = re.compile(
    r"same dtype|scalar type|found (Double|Float)|dtypes? .*(Double|Float)|(Double|Float) did not match"
)
"""Messages about tensors of different dtypes that meet."""
_ABOUT_DTYPES = (
    "Two tensors of different dtypes meet here. One of them was made without the dtype of the inputs: "
    "which tensors does your code create itself, and with which dtype?"
)


_FLOAT_SIZE = re.compile(
    r"must be tuple of .?ints?,? ?(but|found).* float|'float' object cannot be interpreted as an int"
)
_ABOUT_SIZES = (
    "A size must be a whole number, and here one is a float: `/` gives a float even where it divides evenly. "
    "Which division gives a whole number?"
)


_NUMPY = re.compile(r"Can't call numpy\(\) on Tensor that requires grad")
_ABOUT_NUMPY = (
    "The numbers leave autograd here, since NumPy knows nothing of gradients. Where gradients are wanted, `.detach()` "
    "does not help either: which function of torch does the same?"
)


def _operands(failure: Failure, dims: Dimensions) -> str:
    """The tensors of the failing expression, one to a line."""
    if len(failure.operands) < 2:
        return ""
    width = max((len(name) for name, _ in failure.operands), default=0)
    return "".join(f"\n{name:<{width}} : {dims.spell_shape(shape)}" for name, shape in failure.operands)


def _product(match: re.Match[str], dims: Dimensions) -> _Told:
    (a, b), (c, d) = ([int(size) for size in group.split("x")] for group in match.groups())
    left, right = dims.spell_shape((a, b)), dims.spell_shape((c, d))
    inner = f"the inner sizes {dims.spell(b)} and {dims.spell(c)} differ"
    return f"A product of {left} and {right} does not exist: {inner}.", f"{left} @ {right}"


def _vector_product(match: re.Match[str], dims: Dimensions) -> _Told:
    rows, columns, vector = (int(size) for size in match.groups())
    left, right = dims.spell_shape((rows, columns)), dims.spell_shape((vector,))
    inner = f"the inner sizes {dims.spell(columns)} and {dims.spell(vector)} differ"
    return f"A product of {left} and {right} does not exist: {inner}.", f"{left} @ {right}"


def _two_vectors(match: re.Match[str], dims: Dimensions) -> _Told:
    left, right = (dims.spell(int(text)) for text in match.groups())
    return (
        f"A product of two vectors needs one length, and here one has {left} and the other {right}.",
        f"{left} and {right}",
    )


def _elementwise(match: re.Match[str], dims: Dimensions) -> _Told:
    a, b, axis = (int(text) for text in match.groups())
    left, right = dims.spell(a), dims.spell(b)
    counted = f"axis {axis} (counted from 0)"
    return (
        f"Two tensors that meet elementwise have {left} and {right} on {counted}. They must agree there.",
        f"{left} and {right}",
    )


def _concatenation(match: re.Match[str], dims: Dimensions) -> _Told:
    axis, a, b = (int(text) for text in match.groups())
    left, right = dims.spell(a), dims.spell(b)
    return (
        f"Concatenating along axis {axis} needs all other axes equal, and here one is {left} and another {right}. "
        "Along which axis do the two tensors lie side by side?"
    ), f"{left} and {right}"


def _batches(match: re.Match[str], dims: Dimensions) -> _Told:
    want, got = (dims.spell_shape(_numbers(text)) for text in match.groups())
    return (
        f"A batched product needs a second factor that begins with {want}, and it begins with {got}.",
        f"{want} and {got}",
    )


def _stack(match: re.Match[str], dims: Dimensions) -> _Told:
    a, b = (dims.spell_shape(_numbers(text)) for text in match.groups())
    return f"Only tensors of one shape can be stacked, and here one is {a} and another {b}.", f"{a} and {b}"


def _view(match: re.Match[str], dims: Dimensions) -> _Told:
    shape, size = _numbers(match[1]), int(match[2])
    asked, held = dims.spell_shape(shape), dims.spell(size)
    return f"A tensor of {held} numbers cannot be reshaped to {asked}.", f"{held} to {asked}"


def _assignment(match: re.Match[str], dims: Dimensions) -> _Told:
    value, hole = (dims.spell_shape(_numbers(text)) for text in match.groups())
    return f"A tensor of shape {value} does not fit into a place of shape {hole}.", f"{value} into {hole}"


def _einsum(match: re.Match[str], dims: Dimensions) -> _Told:
    letter, a, b = match[1], dims.spell(int(match[2])), dims.spell(int(match[3]))
    return f"In the einsum, the letter {letter} stands for {a} in one operand and for {b} in another.", f"{a} and {b}"


def _outside(match: re.Match[str], dims: Dimensions) -> _Told:
    index, axis, size = (int(text) for text in match.groups())
    name = dims.spell(size)
    if size == 0:
        return f"Index {index} is outside axis {axis}, which is empty.", "0"
    return f"Index {index} is outside axis {axis}, which has {name} places, 0 to {name}-1.", name


def _axis_missing(match: re.Match[str], dims: Dimensions) -> _Told:
    return f"There is no axis {match[3]}: the tensor has axes {match[1]} to {match[2]} only.", f"axis {match[3]}"


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"-?\d+", text))


_RULES: tuple[tuple[str, Callable[[re.Match[str], Dimensions], _Told]], ...] = (
    (r"shapes cannot be multiplied \((\d+x\d+) and (\d+x\d+)\)", _product),
    (r"size mismatch, got input \(\d+\), mat \((\d+)x(\d+)\), vec \((\d+)\)", _vector_product),
    (
        r"size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\) at non-singleton dimension (\d+)",
        _elementwise,
    ),
    (r"Sizes of tensors must match except in dimension (\d+)\. Expected size (\d+) but got size (\d+)", _concatenation),
    (r"two dimensions of batch2 tensor to be: \[([\d, ]+)\] but got: \[([\d, ]+)\]", _batches),
    (r"stack expects each tensor to be equal size, but got \[([\d, ]*)\] at entry 0 and \[([\d, ]*)\]", _stack),
    (r"shape '\[([-\d, ]*)\]' is invalid for input of size (\d+)", _view),
    (r"value tensor of shape \[([\d, ]*)\] cannot be broadcast to indexing result of shape \[([\d, ]*)\]", _assignment),
    (r"expected tensor \[(\d+)\] and src \[(\d+)\] to have the same number of elements", _two_vectors),
    (
        r"size of the tensor \((\d+)\) must match the existing size \((\d+)\) at non-singleton dimension (\d+)",
        _elementwise,
    ),
    (
        r"subscript (\w) has size (\d+) for operand \d+ which does not broadcast with previously seen size (\d+)",
        _einsum,
    ),
    (r"index (-?\d+) is out of bounds for dimension (\d+) with size (\d+)", _outside),
    (r"Dimension out of range \(expected to be in range of \[(-?\d+), (-?\d+)\], but got (-?\d+)\)", _axis_missing),
)
