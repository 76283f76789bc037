"""What a learner sets: sizes of dimensions, and shapes of arguments, as `--set` has them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.contract import FLOAT, INT, Contract
from grader.worker.dimensions import names_in

MAX_SIZE = 4096
_TERM = r"\s*(?:\d+\s*\*\s*)?(?:[A-Za-z_]\w*|\d+)\s*"
_AXIS = rf"{_TERM}(?:\+{_TERM})*"


class UnknownName(Exception):
    """A `--set` that cannot be: its text says what is known."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What was set: sizes of dimensions, and shapes of arguments, as axes that may be names."""

    sizes: Mapping[str, int]
    shapes: Mapping[str, tuple[str, ...]]


def parse(settings: Sequence[str], contract: Contract) -> Setting:
    """Read `n=1`, `W_hh=h,1`, `X=T,n,d`. Raises `UnknownName`."""
    sizes: dict[str, int] = {}
    shapes: dict[str, tuple[str, ...]] = {}
    arguments = [argument.name for argument in contract.arguments if argument.kind in (FLOAT, INT)]
    for text in settings:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals or (name not in contract.dimensions and name not in arguments):
            raise UnknownName(f"`{text}` sets nothing of {contract.symbol}. {_known(contract)}")
        if name in contract.dimensions:
            sizes[name] = _size(value, text)
        else:
            axes = tuple(axis.strip() for axis in value.strip("() ").split(",") if axis.strip())
            shapes[name] = tuple(_axis(axis, text, contract) for axis in axes)
    return Setting(sizes, shapes)


def _known(contract: Contract) -> str:
    arguments = ", ".join(argument.name for argument in contract.arguments if argument.kind in (FLOAT, INT))
    return f"Dimensions: {', '.join(contract.dimensions)} (--set {contract.dimensions[0]}=1). Arguments: {arguments}."


def _size(value: str, text: str) -> int:
    if not re.fullmatch(r"\d+", value) or not 1 <= int(value) <= MAX_SIZE:
        raise UnknownName(f"`{text}`: a size is a whole number from 1 to {MAX_SIZE}.")
    return int(value)


def _axis(axis: str, text: str, contract: Contract) -> str:
    """`h`, `2*h`, `4h`, `d+h`, `3`: as in an annotation."""
    written = re.sub(r"^(\d+)([A-Za-z_]\w*)$", r"\1*\2", axis.replace("·", "*"))
    unknown = [name for name in names_in(written) if name not in contract.dimensions]
    if unknown:
        raise UnknownName(f"`{text}`: there is no dimension `{unknown[0]}`. {_known(contract)}")
    numbers = [int(number) for number in re.findall(r"\b\d+\b", written)]
    if not re.fullmatch(_AXIS, written) or not all(1 <= number <= MAX_SIZE for number in numbers):
        raise UnknownName(f"`{text}`: `{axis}` is no axis. Write a dimension, a number, or such as 2*h and d+h.")
    return written
