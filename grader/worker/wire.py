"""The wire: dataclasses as JSON with safetensors, framed, bounded and validated. Never pickle."""

from __future__ import annotations

import base64
import json
import math
import struct
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Protocol, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

import safetensors.numpy
import safetensors.torch
import torch
from torch import Tensor

from .probe import Value

T = TypeVar("T")

MAX_JSON = 16 * 2**20
MAX_TENSORS = 256 * 2**20
_HEADER = struct.Struct(">II")
_MAX_DEPTH = 24
_LONG = 1 << 20
"""Bytes beyond this, a notebook's, travel beside the JSON and not in it."""


class WireError(Exception):
    """What arrived is not what the protocol allows."""


class Stream(Protocol):
    """Where frames go to and come from: exactly `size` bytes, or an exception."""

    def write(self, data: bytes, /) -> object: ...
    def read(self, size: int, /) -> bytes: ...


def send(stream: Stream, message: object) -> None:
    """Send one dataclass."""
    stream.write(pack(message))


def receive(stream: Stream, expected: type[T], clean: Callable[[str], str] = str) -> T:
    """Receive one dataclass of the `expected` type; every string in it goes through `clean`.

    Raises:
        WireError: too large, not JSON, not safetensors, or not of that type.
        EOFError: nothing more comes.
    """
    sizes = _HEADER.unpack(stream.read(_HEADER.size))
    if sizes[0] > MAX_JSON or sizes[1] > MAX_TENSORS:
        raise WireError(f"a message of {sum(sizes)} bytes")
    return unpack(stream.read(sizes[0]), stream.read(sizes[1]), expected, clean)


def pack(message: object) -> bytes:
    """One frame: two lengths, the JSON, the tensors."""
    tensors: dict[str, Tensor] = {}
    text = json.dumps(_encode(message, tensors)).encode()
    blob = _saved(tensors) if tensors else b""
    if len(text) > MAX_JSON or len(blob) > MAX_TENSORS:
        raise WireError(f"a message of {len(text) + len(blob)} bytes")
    return _HEADER.pack(len(text), len(blob)) + text + blob


def _saved(tensors: Mapping[str, Tensor]) -> bytes:
    """As safetensors: by NumPy, four times as fast, but for dtypes that it does not have."""
    try:
        return safetensors.numpy.save({key: tensor.numpy() for key, tensor in tensors.items()})
    except (TypeError, RuntimeError):  # no such dtype there, or a view that only promises to be negated
        return safetensors.torch.save({key: tensor.clone() for key, tensor in tensors.items()})


def there_and_back(message: T, expected: type[T], clean: Callable[[str], str] = str) -> T:
    """What the other side would receive. Raises `WireError`."""
    frame = pack(message)
    end = _HEADER.size + _HEADER.unpack_from(frame)[0]
    return unpack(frame[_HEADER.size : end], frame[end:], expected, clean)


def unpack(text: bytes, blob: bytes, expected: type[T], clean: Callable[[str], str] = str) -> T:
    """The dataclass in one frame. Raises `WireError`, never anything else."""
    try:
        tensors = safetensors.torch.load(blob) if blob else {}
        tree = json.loads(text, parse_constant=_refuse_constant, parse_float=_finite)
        return _decoder(expected)(tree, _Context(tensors, clean))
    except WireError:
        raise
    except Exception as error:  # whatever a hostile frame provokes in the libraries
        raise WireError(f"{type(error).__name__}: {str(error)[:200]}") from None


def _refuse_constant(name: str) -> float:
    raise WireError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise WireError(f"{text} is beyond every float")
    return number


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def _encode(value: Any, tensors: dict[str, Tensor]) -> Any:
    if value is None or type(value) in (str, int, float, bool):
        return value
    if names := _names_of(type(value)):
        return {name: _encode(getattr(value, name), tensors) for name in names}
    if isinstance(value, Tensor):
        key = f"t{len(tensors)}"
        tensors[key] = value.detach().contiguous()
        return {"$tensor": key}
    if isinstance(value, bytes):
        if len(value) > _LONG:
            return _encode(torch.frombuffer(bytearray(value), dtype=torch.uint8), tensors)
        return base64.b64encode(value).decode()
    if isinstance(value, Mapping):
        return {str(key): _encode(item, tensors) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_encode(item, tensors) for item in value]
    return value


class _Context:
    """What decoding one frame needs: its tensors, and what strings go through."""

    __slots__ = ("clean", "tensors")

    def __init__(self, tensors: Mapping[str, Tensor], clean: Callable[[str], str]) -> None:
        self.tensors = tensors
        self.clean = clean


_Decode: TypeAlias = Callable[[Any, _Context], Any]


@cache
def _decoder(hint: Any) -> _Decode:
    """How to build what a type hint says out of JSON, and refuse the rest. Worked out once for each hint.

    A hint has an end, so nothing but `Value` can nest without one.
    """
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        kinds = [kind for kind in get_args(hint) if kind is not types.NoneType]
        return _optional(_decoder(kinds[0])) if len(kinds) == 1 else _value
    if origin is tuple:
        return _tuple(get_args(hint))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(_decoder(get_args(hint)[1]))
    if is_dataclass(hint) and isinstance(hint, type):
        return _dataclass(hint)
    return _PLAIN[hint]


def _optional(decode: _Decode) -> _Decode:
    return lambda tree, context: None if tree is None else decode(tree, context)


def _dataclass(kind: type) -> _Decode:
    hints = get_type_hints(kind)
    parts = {field.name: _decoder(hints[field.name]) for field in fields(kind)}

    def decode(tree: Any, context: _Context) -> Any:
        if type(tree) is not dict or tree.keys() != parts.keys():
            raise WireError(f"not a {kind.__name__}")
        return kind(**{name: part(tree[name], context) for name, part in parts.items()})

    return decode


def _tuple(kinds: tuple[Any, ...]) -> _Decode:
    any_length = len(kinds) == 2 and kinds[1] is Ellipsis
    parts = [_decoder(kind) for kind in kinds if kind is not Ellipsis]

    def decode(tree: Any, context: _Context) -> tuple[Any, ...]:
        if type(tree) is not list:
            raise WireError("not a list")
        if any_length:
            return tuple([parts[0](item, context) for item in tree])
        if len(tree) != len(parts):
            raise WireError("a list of the wrong length")
        return tuple(part(item, context) for item, part in zip(tree, parts, strict=True))

    return decode


def _mapping(part: _Decode) -> _Decode:
    def decode(tree: Any, context: _Context) -> dict[str, Any]:
        if type(tree) is not dict:
            raise WireError("not an object")
        return {context.clean(key): part(item, context) for key, item in tree.items()}

    return decode


def _exactly(kind: type) -> _Decode:
    def decode(tree: Any, context: _Context) -> Any:
        if type(tree) is not kind:
            raise WireError(f"not {kind.__name__}")
        return tree

    return decode


def _string(tree: Any, context: _Context) -> str:
    if type(tree) is not str:
        raise WireError("not str")
    return context.clean(tree) if tree else ""


def _float(tree: Any, context: _Context) -> float:
    if type(tree) not in (int, float):
        raise WireError("not float")
    return float(tree)


def _bytes(tree: Any, context: _Context) -> bytes:
    if type(tree) is dict:
        long = _tensor(tree, context)
        if long.dtype != torch.uint8 or long.ndim != 1:
            raise WireError("not bytes")
        return long.numpy().tobytes()
    if type(tree) is not str:
        raise WireError("not bytes")
    return base64.b64decode(tree, validate=True)


def _tensor(tree: Any, context: _Context) -> Tensor:
    if type(tree) is not dict or tree.keys() != {"$tensor"} or tree["$tensor"] not in context.tensors:
        raise WireError("not a tensor")
    return context.tensors[tree["$tensor"]]


def _value(tree: Any, context: _Context, depth: int = 0) -> Value:
    """What an argument or a plain result may be: the one thing that nests as deeply as it likes, up to a bound."""
    if depth > _MAX_DEPTH:
        raise WireError("nested too deeply")
    if isinstance(tree, dict):
        if "$tensor" in tree:
            return _tensor(tree, context)
        return {context.clean(key): _value(item, context, depth + 1) for key, item in tree.items()}
    if isinstance(tree, list):
        return [_value(item, context, depth + 1) for item in tree]
    return context.clean(tree) if isinstance(tree, str) else tree


_PLAIN: dict[Any, _Decode] = {
    Tensor: _tensor,
    bytes: _bytes,
    str: _string,
    float: _float,
    int: _exactly(int),
    bool: _exactly(bool),
}
