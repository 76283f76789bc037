"""Stand-ins, for a while, for what a function mode does not see and the pretend device must know of."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor

from .results import is_tensor


@contextmanager
def stand_ins(made_of: Callable[[Tensor, object], None], place_of: Callable[[Tensor], str]) -> Generator[None]:
    """A GPU is there; parameters and NumPy's arrays tell what they are made of; `nn.Module.to(X)` asks X where it is.

    **Arguments**

    - `made_of`: told of every parameter with its data, and of every tensor that is made of an array.
    - `place_of`: where a tensor says that it is.
    """
    nn: Any = torch._C._nn  # pyright: ignore[reportAttributeAccessIssue, reportPrivateUsage]
    new, from_numpy, parse_to = torch.nn.Parameter.__new__, torch.from_numpy, nn._parse_to

    def parameter(kind: Any, data: Any = None, requires_grad: bool = True) -> Any:
        made = new(kind, data, requires_grad)
        made_of(made, data)
        return made

    def tensor(array: Any) -> Tensor:
        made = from_numpy(array)
        made_of(made, array)
        return made

    def asked_for(*args: Any, **kwargs: Any) -> Any:
        device, *others = parse_to(*args, **kwargs)
        like = next((value for value in (*args, *kwargs.values()) if is_tensor(value)), None)
        return device if like is None else torch.device(place_of(like)), *others

    exchanged: list[tuple[Any, str, Any]] = [
        (torch.cuda, "is_available", lambda: True),
        (torch.cuda, "device_count", lambda: 1),
        (torch, "from_numpy", tensor),
        (torch.nn.Parameter, "__new__", staticmethod(parameter)),
        (nn, "_parse_to", asked_for),
    ]
    if hasattr(torch, "accelerator"):
        exchanged.append((torch.accelerator, "is_available", lambda: True))
    before = [vars(where)[name] for where, name, _ in exchanged]
    for where, name, stand_in in exchanged:
        setattr(where, name, stand_in)
    try:
        yield
    finally:
        for (where, name, _), old in zip(exchanged, before, strict=True):
            setattr(where, name, old)
