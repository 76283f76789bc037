"""The pretend device: real CPU tensors that say they are elsewhere, to find those that are not where they should be.

`.device` answers the pretended device; `device=`, `.to`, `.cuda` and `.cpu` set it; what is made without a device is
on the CPU; and a meeting of two devices is noted, where a real one would raise.
"""

from __future__ import annotations

import contextlib
import linecache
import re
import sys
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import CodeType
from typing import Any

import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode

from .results import is_tensor
from .source import site_of
from .stand_ins import stand_ins
from .tracebook import tensors_in
from .traced import Stray

DEVICE = "cuda"
CPU = "cpu"
_MARK = "_trysquare_device"
_MAX_GLOBALS = 1000
_FROM_DATA = frozenset({"tensor", "as_tensor", "asarray"})
_LIKE = frozenset({"to", "type_as"})
_FOLLOWS_FIRST = frozenset({"copy_", "set_", "expand_as", "view_as", "reshape_as"})
_ASKS = re.compile(r"\b(is_available|device_count|current_accelerator)\b")
_TO_NUMPY = frozenset({"numpy", "__array__"})


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a tensor pretends to be, and the instruction that brought it there."""

    device: str
    how: str = "made"
    at: tuple[CodeType, int] | None = None


class PretendDevice(TorchFunctionMode):
    """Used as a context. Put the inputs there with `place`; ask `strays` afterwards.

    `files` are the names of the student's own files, to tell lines.
    """

    def __init__(self, files: Container[str]) -> None:
        super().__init__()
        self._files = files
        self._found: dict[tuple[CodeType, int] | None, tuple[_Mark, tuple[CodeType, int] | None]] = {}

    def place(self, arguments: Mapping[str, Any]) -> None:
        """Put the tensors among the arguments on the pretended device."""
        for tensor in _tensors(arguments):
            _mark(tensor, _Mark(DEVICE))

    def look_at_results(self, result: object) -> None:
        """A result that is elsewhere is a stray."""
        for item in result if isinstance(result, tuple) else (result,):
            for tensor in tensors_in(item):
                mark = _mark_of(tensor)
                if mark is not None and mark.device != DEVICE:
                    self._found.setdefault(mark.at, (mark, None))

    def stand_ins(self) -> contextlib.AbstractContextManager[None]:
        """To be used around: parameters are where their data is, and what is made of an array is on the CPU."""

        def made_of(made: Tensor, source: object) -> None:
            _mark(made, _mark_of(source) if is_tensor(source) else _Mark(CPU, "made", self._here()))

        return stand_ins(made_of, _place_of)

    def strays(self) -> tuple[Stray, ...]:
        """What has been found, each origin once."""
        return tuple(_stray(mark, met) for mark, met in self._found.values())

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = dict(kwargs or {})
        name = str(getattr(func, "__name__", ""))
        if name in ("__get__", "__set__"):
            return self._property(func, name, args)
        if name in ("to", "_parse_to", "asked_for") and not (args and is_tensor(args[0])):
            return func(*args, **kwargs)  # what `Module.to` reads its arguments with
        if name == "get_device":
            return 0 if _place_of(args[0]) == DEVICE else -1
        mark = self._asked_for(name, args, kwargs)
        if mark is not None:
            return self._moved(func, name, args, kwargs, mark)
        operands = list(_tensors([*args, *kwargs.values()]))
        result = func(*args, **kwargs)
        if name in _TO_NUMPY and not kwargs.get("force"):
            self._to_numpy(operands)
        for tensor in tensors_in(result):
            self._settle(tensor, name, operands)
        return result

    def _property(self, func: Any, name: str, args: Any) -> Any:
        what = getattr(func.__self__, "__name__", "")
        if name == "__get__":
            if what == "device":
                return torch.device(_place_of(args[0]))
            if what in ("is_cuda", "is_cpu") and self._asks_itself():
                return (_place_of(args[0]) == DEVICE) == (what == "is_cuda")
        result = func(*args)
        mark = _mark_of(args[1] if name == "__set__" and is_tensor(args[1]) else args[0])
        for tensor in [args[0]] if name == "__set__" and what == "data" else list(tensors_in(result)):
            _mark(tensor, mark)
        return result

    def _asked_for(self, name: str, args: Sequence[Any], kwargs: dict[str, Any]) -> _Mark | None:
        """The device that a call asks for, if it asks for one."""
        asked: object = None
        if name in ("cuda", "cpu"):
            asked = name
        elif kwargs.get("device") is not None:
            asked = kwargs["device"]
        elif name in _LIKE:
            other = next((arg for arg in args[1:] if is_tensor(arg)), kwargs.get("other"))
            if other is not None:
                return _mark_of(other) or _Mark(DEVICE)
            asked = next((arg for arg in args[1:] if isinstance(arg, (str, torch.device)) and _is_device(arg)), None)
        elif name in _FROM_DATA and args and not is_tensor(args[0]):
            return _Mark(CPU, "made", self._here())
        if asked is None:
            return None
        kind = DEVICE if isinstance(asked, int) else torch.device(str(asked)).type
        at = self._here()
        chosen = kind == CPU and name not in ("cuda", "cpu") and at is not None and _was_chosen(at)
        moves = name in ("to", "cuda", "cpu")
        return _Mark(DEVICE if chosen else kind, "moved" if moves else "made", at)

    def _moved(self, func: Any, name: str, args: Any, kwargs: dict[str, Any], mark: _Mark) -> Any:
        """Do on the CPU what a call asks for elsewhere."""
        if name in ("cuda", "cpu"):
            result = args[0].clone() if _place_of(args[0]) != mark.device else args[0]
        else:
            if kwargs.get("device") is not None:
                kwargs["device"] = CPU
            kwargs.pop("pin_memory", None)
            result = func(*[_on_cpu(arg) if index else arg for index, arg in enumerate(args)], **kwargs)
            if name in _LIKE and result is args[0] and _place_of(result) != mark.device:
                result = result.clone()
        for tensor in tensors_in(result):
            known = _mark_of(tensor)
            if known is None or known.device != mark.device or name not in _LIKE:
                _mark(tensor, mark)
        return result

    def _settle(self, result: Tensor, name: str, operands: Sequence[Tensor]) -> None:
        """Where a result is: with its operands, or, made of nothing, on the CPU."""
        known = [(operand, mark) for operand in operands if (mark := _mark_of(operand))]
        stray = next((mark for operand, mark in known if mark.device != DEVICE and operand.ndim), None)
        at_home = any(mark.device == DEVICE for _, mark in known)
        if stray and at_home and not _may_meet(name, operands):
            self._found.setdefault(stray.at, (stray, self._here()))
            _mark(result, _Mark(DEVICE))
        elif not operands:
            _mark(result, _Mark(CPU, "made", self._here()))
        elif known and not any(result is operand for operand in operands):
            first = _mark_of(operands[0])
            _mark(result, first if _may_meet(name, operands) else _Mark(DEVICE) if at_home else known[0][1])

    def _to_numpy(self, operands: Sequence[Tensor]) -> None:
        if any(_place_of(operand) == DEVICE for operand in operands[:1]):
            here = self._here()
            self._found.setdefault(here, (_Mark(CPU, "numpy", here), None))

    def _here(self) -> tuple[CodeType, int] | None:
        frame = sys._getframe(2)  # pyright: ignore[reportPrivateUsage]
        while frame is not None and frame.f_code.co_filename not in self._files:
            frame = frame.f_back
        return (frame.f_code, frame.f_lasti) if frame else None

    def _asks_itself(self) -> bool:
        """Whether the student's own line asks: torch's modules choose real kernels by the answer."""
        frame = sys._getframe(3)  # pyright: ignore[reportPrivateUsage]
        return frame.f_code.co_filename in self._files


def find_strays(
    call: Callable[[dict[str, Any]], object],
    arguments: dict[str, Any],
    files: Container[str],
    belongings: Sequence[Tensor] = (),
    at_home: Sequence[Tensor] = (),
) -> tuple[Stray, ...]:
    """Call once with all inputs on the pretended device. What the call raises there is no finding.

    `belongings` are the tensors that the file made when it was loaded: they are on the CPU. `at_home` are those of the
    object that is called: they are where the inputs are.
    """
    pretend = PretendDevice(files)
    pretend.place(arguments)
    for tensor in belongings:
        _mark(tensor, _Mark(CPU))
    for tensor in at_home:
        _mark(tensor, _Mark(DEVICE))
    try:
        with contextlib.suppress(Exception, SystemExit), pretend.stand_ins(), pretend, torch.enable_grad():
            pretend.look_at_results(call(arguments))
    finally:
        for tensor in belongings:
            _mark(tensor, None)
    return pretend.strays()


def tensors_of(names: Mapping[str, Any]) -> tuple[Tensor, ...]:
    """The tensors that a file has made at its top: by themselves, in collections, modules and objects of its own."""
    found: list[Tensor] = []
    for value in list(names.values())[:_MAX_GLOBALS]:
        if isinstance(value, torch.nn.Module):
            found += [*value.parameters(), *value.buffers()]
        elif getattr(type(value), "__module__", None) == names.get("__name__"):
            found += _tensors(getattr(value, "__dict__", {}))
        else:
            found += _tensors(value)
    return tuple(found)


def _mark(tensor: Tensor, mark: _Mark | None) -> None:
    if mark is not None:
        object.__setattr__(tensor, _MARK, mark)
    elif _MARK in tensor.__dict__:
        object.__delattr__(tensor, _MARK)


def _mark_of(tensor: Tensor) -> _Mark | None:
    return tensor.__dict__.get(_MARK)


def _place_of(tensor: Tensor) -> str:
    """Where a tensor says it is. One of unknown origin says what keeps it out of trouble."""
    mark = _mark_of(tensor)
    return mark.device if mark else DEVICE


def _tensors(value: Any, depth: int = 0) -> Iterator[Tensor]:
    if is_tensor(value):
        yield value
    elif depth < 3:
        for item in (
            list(value.values()) if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
        ):
            yield from _tensors(item, depth + 1)


def _on_cpu(arg: Any) -> Any:
    return torch.device(CPU) if isinstance(arg, (str, torch.device)) and _is_device(arg) else arg


def _is_device(arg: Any) -> bool:
    try:
        torch.device(arg)
    except (RuntimeError, TypeError):
        return False
    return True


def _stray(mark: _Mark, met: tuple[CodeType, int] | None) -> Stray:
    stray = Stray(mark.how, mark.device)
    if mark.at is not None:
        site = site_of(*mark.at)
        stray = replace(stray, place=site.place, text=site.text)
    if met is not None:
        site = site_of(*met)
        stray = replace(stray, met=site.place, met_text=site.text)
    return stray


def _may_meet(name: str, operands: Sequence[Tensor]) -> bool:
    """Copies go from anywhere to anywhere, an index may stay on the CPU, and a shape is nowhere."""
    if name == "__getitem__":
        return _place_of(operands[0]) == DEVICE
    return name in _FOLLOWS_FIRST or name.startswith("new_")


def _was_chosen(at: tuple[CodeType, int]) -> bool:
    """Whether a device was chosen by what is available: then the CPU here is the pretended device on a GPU machine.

    A file that asks what is available chooses; a call that names the CPU itself does not.
    """
    asks = any(_ASKS.search(line) for line in linecache.getlines(at[0].co_filename))
    return asks and not re.search(r"""["']cpu""", site_of(*at).text)
