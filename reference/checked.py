"""A reference checks its own shapes while it runs, and says in names what does not fit."""

import functools
import inspect
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeGuard, TypeVar, cast, get_args, get_origin, get_type_hints

from jaxtyping import AbstractArray, jaxtyped
from torch import Tensor
from typeguard import CollectionCheckStrategy, TypeCheckError, check_type

P = ParamSpec("P")
R = TypeVar("R")


class ShapeError(TypeError):
    """A value is not what the annotation of a reference says, told in dimension names and in sizes."""


_is_on: ContextVar[bool] = ContextVar("_is_on", default=True)


@contextmanager
def unchecked() -> Generator[None]:
    """References called inside take whatever shapes they are given: to see what would happen.

    >>> import torch
    >>> from reference.layers import hidden_layer
    >>> with unchecked():
    ...     hidden_layer(X=torch.ones(2, 3), W_xh=torch.ones(3, 1), b_h=torch.ones(4)).shape
    torch.Size([2, 4])
    """
    token = _is_on.set(False)
    try:
        yield
    finally:
        _is_on.reset(token)


def checked(function: Callable[P, R]) -> Callable[P, R]:
    """Check arguments and result against the function's own annotations, at every call.

    One dimension has one size throughout a call: the first value that carries a name binds it.

    **Arguments**

    - `function`: annotated inline, `X: Float[Tensor, "n d"]`. What has no annotation is not checked.

    **Returns** the function with the same signature. A call raises `ShapeError` where a value does not
    fit, and `TypeError` where an argument is missing or unknown.

    >>> import torch
    >>> from jaxtyping import Float
    >>> @checked
    ... def project(X: Float[Tensor, "n d"], W: Float[Tensor, "d h"]) -> Float[Tensor, "n h"]:
    ...     return X @ W
    >>> project(torch.ones(2, 3), torch.ones(4, 5))
    Traceback (most recent call last):
    reference.checked.ShapeError: project: W should be (d, h) = (3, h), and is (4, 5). d = 3 comes from X.
    """

    # The first call reads the annotations, not the import: a reference costs nothing until it is used.
    @functools.cache
    def contract() -> _Contract:
        return _Contract.of(function)

    @functools.wraps(function)
    def checking(*args: P.args, **kwargs: P.kwargs) -> R:
        if not _is_on.get():
            return function(*args, **kwargs)
        rules = contract()
        arguments = rules.bind(args, kwargs)
        with jaxtyped("context"):
            fitting = rules.check_arguments(arguments)
            result = function(*args, **kwargs)
            rules.check_result(result, fitting)
        return result

    return checking


@dataclass(frozen=True, slots=True)
class _Part:
    """One value and the hint it should fit; `name` is what a message calls it."""

    name: str
    value: object
    hint: Any


@dataclass(frozen=True, slots=True)
class _Contract:
    """What a function's annotations ask for."""

    function: str
    signature: inspect.Signature
    hints: Mapping[str, Any]

    @classmethod
    def of(cls, function: Callable[..., object]) -> "_Contract":
        return cls(
            function=function.__qualname__.rpartition("<locals>.")[2],
            signature=inspect.signature(function),
            hints=get_type_hints(function, include_extras=True),
        )

    def bind(self, args: tuple[object, ...], kwargs: Mapping[str, object]) -> Mapping[str, object]:
        try:
            return self.signature.bind(*args, **kwargs).arguments
        except TypeError as error:
            known = ", ".join(self.signature.parameters)
            raise TypeError(f"{self.function}: {error}. Its arguments are {known}.") from None

    def check_arguments(self, arguments: Mapping[str, object]) -> list[_Part]:
        """Check in the order of the signature; returns the parts, which all fit."""
        fitting: list[_Part] = []
        for name, value in arguments.items():
            if name in self.hints and not self._is_variadic(name):
                self._check(_Part(name, value, self.hints[name]), fitting)
        return fitting

    def check_result(self, result: object, fitting: list[_Part]) -> None:
        if "return" in self.hints:
            self._check(_Part("the result", result, self.hints["return"]), fitting)

    def _check(self, whole: _Part, fitting: list[_Part]) -> None:
        for part in _parts(whole):
            try:
                check_type(part.value, part.hint, collection_check_strategy=CollectionCheckStrategy.ALL_ITEMS)
            except TypeCheckError:
                raise ShapeError(f"{self.function}: {_complaint(part, fitting)}") from None
            fitting.append(part)

    def _is_variadic(self, name: str) -> bool:
        parameter = self.signature.parameters[name]
        return parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)


def _parts(part: _Part) -> Iterator[_Part]:
    """The items of a tuple or a list one by one, so that a message can name the very one; anything else whole."""
    items, hints = _items(part)
    if not hints or len(items) != len(hints):
        yield part
        return
    for index, (value, hint) in enumerate(zip(items, hints, strict=True)):
        yield from _parts(_Part(f"{part.name.removeprefix('the ')}[{index}]", value, hint))


def _items(part: _Part) -> tuple[Sequence[object], Sequence[Any]]:
    """Items and a hint for each; no hints where the whole is to be checked as it is."""
    hints = get_args(part.hint)
    if get_origin(part.hint) is tuple and isinstance(part.value, tuple) and ... not in hints:
        return cast("tuple[object, ...]", part.value), hints
    if get_origin(part.hint) is list and isinstance(part.value, list):
        items = cast("list[object]", part.value)
        return items, hints * len(items)
    return (), ()


def _complaint(part: _Part, fitting: Sequence[_Part]) -> str:
    """What `part` should be and what it is, in a sentence; for a shape also where each size comes from."""
    if not _is_array(part.hint):
        return f"{part.name} should be {inspect.formatannotation(part.hint)}, and is {_kind(part.value)}."
    axes = part.hint.dim_str.split()
    if not isinstance(part.value, Tensor):
        return f"{part.name} should be a tensor {_tuple(axes)}, and is {_kind(part.value)}."
    if not isinstance(part.value, part.hint.dtype[Tensor, "..."]):
        dtype = str(part.value.dtype).removeprefix("torch.")
        return f"the dtype of {part.name} should be {part.hint.dtype.__name__.lower()}, and is {dtype}."
    return _shape_complaint(part.name, axes, part.value, _sizes(fitting))


def _shape_complaint(name: str, axes: list[str], value: Tensor, sizes: Mapping[str, tuple[int, str]]) -> str:
    known = {axis: sizes[axis] for axis in axes if axis in sizes}
    should = _tuple(axes)
    if known:
        should += " = " + _tuple(str(known[axis][0]) if axis in known else axis for axis in axes)
    complaint = f"{name} should be {should}, and is {_tuple(map(str, value.shape))}."
    return f"{complaint} {_origins(known)}" if known else complaint


def _origins(sizes: Mapping[str, tuple[int, str]]) -> str:
    """`n = 2 comes from X, h = 4 from H.`"""
    first, *others = [(f"{axis} = {size}", origin) for axis, (size, origin) in sizes.items()]
    return ", ".join([f"{first[0]} comes from {first[1]}", *(f"{size} from {origin}" for size, origin in others)]) + "."


def _sizes(fitting: Sequence[_Part]) -> dict[str, tuple[int, str]]:
    """The size of each name and the first value that carries it: the one that has bound it."""
    sizes: dict[str, tuple[int, str]] = {}
    for part in fitting:
        if _is_array(part.hint) and isinstance(part.value, Tensor):
            axes = part.hint.dim_str.split()
            if len(axes) == part.value.ndim:  # otherwise "..." stands for several
                named = ((axis, size) for axis, size in zip(axes, part.value.shape, strict=True) if axis.isidentifier())
                for axis, size in named:
                    sizes.setdefault(axis, (size, part.name))
    return sizes


def _is_array(hint: object) -> TypeGuard[type[AbstractArray]]:
    return isinstance(hint, type) and issubclass(hint, AbstractArray)


def _kind(value: object) -> str:
    if value is None:
        return "None"
    if isinstance(value, Tensor):
        return f"a tensor {_tuple(map(str, value.shape))} of dtype {str(value.dtype).removeprefix('torch.')}"
    if isinstance(value, tuple):
        return f"a tuple of {len(cast('tuple[object, ...]', value))}"
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"


def _tuple(items: Iterator[str] | Sequence[str]) -> str:
    """As Python writes a tuple: `(n, h)`, `(h,)`, `()`."""
    words = list(items)
    return f"({words[0]},)" if len(words) == 1 else f"({', '.join(words)})"
