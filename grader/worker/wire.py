"""The wire: dataclasses as JSON with safetensors, framed, bounded and validated. Never pickle."""

from __future__ import annotations

import base64
import json
import math
import struct
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, Protocol, TypeVar, Union, get_args, get_origin, get_type_hints

import safetensors.torch
from torch import Tensor

from .probe import Value

T = TypeVar("T")

MAX_JSON = 16 * 2**20
MAX_TENSORS = 256 * 2**20
_HEADER = struct.Struct(">II")
_MAX_DEPTH = 24


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
    blob = safetensors.torch.save(tensors) if tensors else b""
    if len(text) > MAX_JSON or len(blob) > MAX_TENSORS:
        raise WireError(f"a message of {len(text) + len(blob)} bytes")
    return _HEADER.pack(len(text), len(blob)) + text + blob


def unpack(text: bytes, blob: bytes, expected: type[T], clean: Callable[[str], str] = str) -> T:
    """The dataclass in one frame. Raises `WireError`, never anything else."""
    try:
        tensors = safetensors.torch.load(blob) if blob else {}
        tree = json.loads(text, parse_constant=_refuse_constant, parse_float=_finite)
        return _Decoder(tensors, clean).decode(tree, expected)
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


def _encode(value: Any, tensors: dict[str, Tensor]) -> Any:
    if is_dataclass(value):
        return {field.name: _encode(getattr(value, field.name), tensors) for field in fields(value)}
    if isinstance(value, Tensor):
        key = f"t{len(tensors)}"
        tensors[key] = value.detach().clone().contiguous()
        return {"$tensor": key}
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, Mapping):
        return {str(key): _encode(item, tensors) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_encode(item, tensors) for item in value]
    return value


@lru_cache(maxsize=64)
def _fields_of(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


class _Decoder:
    """Builds what a type hint says out of JSON, and refuses the rest."""

    def __init__(self, tensors: Mapping[str, Tensor], clean: Callable[[str], str]) -> None:
        self._tensors = tensors
        self._clean = clean

    def decode(self, tree: Any, hint: Any, depth: int = 0) -> Any:
        if depth > _MAX_DEPTH:
            raise WireError("nested too deeply")
        origin = get_origin(hint)
        if origin in (Union, types.UnionType):
            kinds = [kind for kind in get_args(hint) if kind is not types.NoneType]
            if len(kinds) > 1:  # `Value`: what an argument may be
                return self._value(tree, depth)
            return None if tree is None else self.decode(tree, kinds[0], depth + 1)
        if origin is tuple:
            return self._tuple(tree, get_args(hint), depth)
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(tree, get_args(hint)[1], depth)
        if is_dataclass(hint) and isinstance(hint, type):
            return self._dataclass(tree, hint, depth)
        return self._plain(tree, hint)

    def _dataclass(self, tree: Any, kind: type, depth: int) -> Any:
        hints = _fields_of(kind)
        if not isinstance(tree, dict) or tree.keys() != hints.keys():
            raise WireError(f"not a {kind.__name__}")
        return kind(**{name: self.decode(tree[name], hint, depth + 1) for name, hint in hints.items()})

    def _tuple(self, tree: Any, kinds: tuple[Any, ...], depth: int) -> tuple[Any, ...]:
        if not isinstance(tree, list):
            raise WireError("not a list")
        if len(kinds) == 2 and kinds[1] is Ellipsis:
            return tuple(self.decode(item, kinds[0], depth + 1) for item in tree)
        if len(tree) != len(kinds):
            raise WireError("a list of the wrong length")
        return tuple(self.decode(item, kind, depth + 1) for item, kind in zip(tree, kinds, strict=True))

    def _mapping(self, tree: Any, kind: Any, depth: int) -> dict[str, Any]:
        if not isinstance(tree, dict):
            raise WireError("not an object")
        return {self._clean(key): self.decode(item, kind, depth + 1) for key, item in tree.items()}

    def _plain(self, tree: Any, hint: Any) -> Any:
        if hint is Tensor:
            return self._tensor(tree)
        if hint is bytes and isinstance(tree, str):
            return base64.b64decode(tree, validate=True)
        if hint is float and type(tree) in (int, float):
            return float(tree)
        if hint not in (str, int, float, bool) or type(tree) is not hint:
            raise WireError(f"not {getattr(hint, '__name__', hint)}")
        return self._clean(str(tree)) if hint is str else tree

    def _tensor(self, tree: Any) -> Tensor:
        if not isinstance(tree, dict) or tree.keys() != {"$tensor"} or tree["$tensor"] not in self._tensors:
            raise WireError("not a tensor")
        return self._tensors[tree["$tensor"]]

    def _value(self, tree: Any, depth: int) -> Value:
        if depth > _MAX_DEPTH:
            raise WireError("nested too deeply")
        if isinstance(tree, dict):
            if "$tensor" in tree:
                return self._tensor(tree)
            return {self._clean(key): self._value(item, depth + 1) for key, item in tree.items()}
        if isinstance(tree, list):
            return [self._value(item, depth + 1) for item in tree]
        return self._clean(tree) if isinstance(tree, str) else tree
