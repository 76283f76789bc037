"""Count matrix products, however they are written."""

from __future__ import annotations

from typing import Any

from torch.utils._python_dispatch import TorchDispatchMode

_PRODUCTS = frozenset(
    {"mm", "addmm", "bmm", "baddbmm", "addbmm", "mv", "addmv", "dot", "vdot", "linear", "matmul", "convolution"}
)
_ADDED_FIRST = frozenset({"addmm", "addbmm", "baddbmm", "addmv"})


class ProductCounter(TorchDispatchMode):
    """Counts below `einsum`, `F.linear` and fused kernels alike. `summed`: over how many places each product sums."""

    def __init__(self) -> None:
        super().__init__()
        self.summed: list[int] = []

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        return False  # otherwise torch imports its compiler, which takes seconds

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        name = func.name().removeprefix("aten::").split(".")[0]
        if name in _PRODUCTS:
            first = args[1] if name in _ADDED_FIRST else args[0]
            self.summed.append(int(first.shape[-1]) if name != "convolution" else int(args[1][0].numel()))
        return func(*args, **(kwargs or {}))
