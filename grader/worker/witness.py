"""Whether a call uses autograd, whatever the way that it is asked."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import torch

_TORCH = os.path.dirname(torch.__file__)
_ASKS = {
    os.path.join(_TORCH, "autograd", "__init__.py"): frozenset({"grad", "backward"}),
    os.path.join(_TORCH, "_functorch", "eager_transforms.py"): frozenset(
        {"vjp", "_vjp_with_argnums", "jvp", "_jvp_with_argnums", "grad_and_value_impl", "linearize", "jacrev", "jacfwd"}
    ),
    os.path.join(_TORCH, "autograd", "functional.py"): frozenset({"jacobian", "vjp", "jvp", "hessian", "vhp", "hvp"}),
}


@contextmanager
def witness_of_autograd() -> Generator[dict[str, None]]:
    """Collect the functions of torch that are asked for gradients inside, in the order of their first use."""
    found: dict[str, None] = {}

    def watch(frame: FrameType, event: str, arg: Any) -> None:
        if event == "call" and frame.f_code.co_name in _ASKS.get(frame.f_code.co_filename, ()):
            found[frame.f_code.co_name] = None

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        yield found
    finally:
        sys.setprofile(before)
