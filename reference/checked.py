"""A reference checks its own shapes while it runs, and says in names what does not fit."""

import functools
import inspect
import math
import re
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Any, ParamSpec, TypeGuard, TypeVar, Union, cast, get_args, get_origin, get_type_hints

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

    - `function`: annotated inline, `X: Float[Tensor, "n d"]`, or a method. What has no annotation is not checked. An
      axis may name an argument in braces, `"k+{num_tokens}"`: its number is that of the call.

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
            rules.check_result(result, arguments, fitting)
        return result

    return checking


@dataclass(frozen=True, slots=True)
class _Part:
    """One value and the hint it should fit; `name` is what a message calls it. `optional`: None would do as well."""

    name: str
    value: object
    hint: Any
    optional: bool = False


@dataclass(frozen=True, slots=True)
class _Contract:
    """What a function's annotations ask for."""

    function: str
    signature: inspect.Signature
    hints: Mapping[str, Any]

    @classmethod
    def of(cls, function: Callable[..., object]) -> "_Contract":
        return cls(
            function=function.__qualname__.rpartition("<locals>.")[2].removesuffix(".__init__"),
            signature=inspect.signature(function),
            hints=get_type_hints(function, include_extras=True),
        )

    def bind(self, args: tuple[object, ...], kwargs: Mapping[str, object]) -> Mapping[str, object]:
        try:
            bound = self.signature.bind(*args, **kwargs)
        except TypeError as error:
            known = ", ".join(name for name in self.signature.parameters if name != "self")
            raise TypeError(f"{self.function}: {error}. Its arguments are {known}.") from None
        bound.apply_defaults()
        return bound.arguments

    def check_arguments(self, arguments: Mapping[str, object]) -> list[_Part]:
        """Check in the order of the signature; returns the parts, which all fit."""
        fitting: list[_Part] = []
        for name, value in arguments.items():
            if name in self.hints and not self._is_variadic(name):
                self._check(_Part(name, value, self.hints[name]), arguments, fitting)
        return fitting

    def check_result(self, result: object, arguments: Mapping[str, object], fitting: list[_Part]) -> None:
        if "return" in self.hints:
            self._check(_Part("the result", result, self.hints["return"]), arguments, fitting)

    def _check(self, whole: _Part, arguments: Mapping[str, object], fitting: list[_Part]) -> None:
        for part in _parts(whole):
            hint = _with_numbers(part.hint, arguments)
            try:
                check_type(part.value, hint, collection_check_strategy=CollectionCheckStrategy.ALL_ITEMS)
            except TypeCheckError:
                raise ShapeError(f"{self.function}: {_complaint(part, fitting)}") from None
            fitting.append(part)

    def _is_variadic(self, name: str) -> bool:
        parameter = self.signature.parameters[name]
        return parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)


def _parts(part: _Part) -> Iterator[_Part]:
    """The items of a tuple or a list one by one, so that a message can name the very one; anything else whole."""
    if part.value is not None and (hint := _beside_none(part.hint)) is not None:
        yield from _parts(_Part(part.name, part.value, hint, optional=True))
        return
    items, hints = _items(part)
    if not hints or len(items) != len(hints):
        yield part
        return
    for index, (value, hint) in enumerate(zip(items, hints, strict=True)):
        yield from _parts(_Part(f"{part.name.removeprefix('the ')}[{index}]", value, hint))


def _beside_none(hint: Any) -> Any:
    """`X` of `X | None`; None for every other hint."""
    if get_origin(hint) not in (Union, UnionType):
        return None
    others = [other for other in get_args(hint) if other is not NoneType]
    return others[0] if len(others) == 1 and len(get_args(hint)) == 2 else None


def _with_numbers(hint: Any, arguments: Mapping[str, object]) -> Any:
    """An array's hint with the number of an argument in the place of its braces: `"k+5"` for `"k+{num_tokens}"`."""
    if _is_array(hint) and "{" in hint.dim_str:
        return hint.dtype[hint.array_type, hint.dim_str.format_map(arguments)]
    return hint


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
    or_none = " or None" if part.optional else ""
    if not _is_array(part.hint):
        wanted = inspect.formatannotation(part.hint).replace("torch._C.", "torch.")
        return f"{part.name} should be {wanted}{or_none}, and is {_kind(part.value)}."
    axes = re.sub(r"[{}]", "", part.hint.dim_str).split()
    if not isinstance(part.value, Tensor):
        return f"{part.name} should be a tensor {_tuple(axes)}{or_none}, and is {_kind(part.value)}."
    if not isinstance(part.value, part.hint.dtype[Tensor, "..."]):
        dtype = str(part.value.dtype).removeprefix("torch.")
        return f"the dtype of {part.name} should be {part.hint.dtype.__name__.lower()}, and is {dtype}."
    return _shape_complaint(part.name, axes, part.value, {**_sizes(fitting), **_numbers_named_in(part.hint, fitting)})


def _shape_complaint(name: str, axes: list[str], value: Tensor, sizes: Mapping[str, tuple[int, str]]) -> str:
    known = {axis: number for axis in axes if (number := _number(axis, sizes)) is not None}
    names = [name for axis in known for name in _names(axis)]
    should = _tuple(axes)
    if names:
        should += " = " + _tuple(str(known.get(axis, axis)) for axis in axes)
    complaint = f"{name} should be {should}, and is {_tuple(map(str, value.shape))}."
    return f"{complaint} {_origins({name: sizes[name] for name in names})}" if names else complaint


def _number(axis: str, sizes: Mapping[str, tuple[int, str]]) -> int | None:
    """The size of an axis, `h`, `2*h` or `k+num_tokens`; None where it is not known yet."""
    if not re.fullmatch(r"\w+([+*]\w+)*", axis) or not all(name in sizes for name in _names(axis)):
        return None
    factors = [term.split("*") for term in axis.split("+")]
    return sum(math.prod(sizes[word][0] if word in sizes else int(word) for word in words) for words in factors)


def _names(axis: str) -> list[str]:
    return re.findall(r"[^\W\d]\w*", axis)


def _origins(sizes: Mapping[str, tuple[int, str]]) -> str:
    """`n = 2 comes from X, h = 4 from H.` An argument that is itself a size is only told."""
    words: list[str] = []
    for axis, (size, origin) in sizes.items():
        verb = " from" if any(" from " in word for word in words) else " comes from"
        words.append(f"{axis} = {size}{verb} {origin}" if axis != origin else f"{axis} = {size}")
    return ", ".join(words) + "."


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


def _numbers_named_in(hint: Any, fitting: Sequence[_Part]) -> dict[str, tuple[int, str]]:
    """The arguments that the axes of a hint name in braces."""
    named = re.findall(r"{(\w+)}", hint.dim_str)
    return {
        part.name: (part.value, part.name) for part in fitting if part.name in named and isinstance(part.value, int)
    }


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
