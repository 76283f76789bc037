"""What a call has returned, kept to see whether a later call writes into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from .devices import tensors_of


@dataclass(frozen=True, slots=True)
class Returned:
    """Tensors that were returned, but not those that were given, and how often each had been written to."""

    tensors: tuple[tuple[Tensor, int], ...]

    @classmethod
    def by_a_call(cls, value: object, given: Iterable[Tensor]) -> Returned:
        """The tensors in a result; what is a part of an argument is left out."""
        arguments = {_memory(tensor) for tensor in given}
        found = (tensor for tensor in tensors_of({"result": value}) if _memory(tensor) not in arguments)
        return cls(tuple((tensor, _writes(tensor)) for tensor in found))

    @property
    def is_overwritten(self) -> bool:
        """Whether one of them has been written to since."""
        return any(_writes(tensor) != before for tensor, before in self.tensors)


def _writes(tensor: Any) -> int:
    """How often a tensor was written to in place, itself or through a view."""
    with torch._C.DisableTorchFunctionSubclass():  # pyright: ignore[reportPrivateUsage]
        return 0 if tensor.is_inference() else int(tensor._version)


def _memory(tensor: Any) -> int:
    with torch._C.DisableTorchFunctionSubclass():  # pyright: ignore[reportPrivateUsage]
        try:
            return int(tensor.untyped_storage().data_ptr())
        except (NotImplementedError, RuntimeError):  # sparse, or without numbers
            return id(tensor)
