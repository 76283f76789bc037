"""One job for each GPU: which there are, and how a process keeps to one."""

from __future__ import annotations

import os

_VARIABLE = "CUDA_VISIBLE_DEVICES"


def gpus(device: str) -> tuple[str, ...]:
    """The names of the GPUs that may be used, as `CUDA_VISIBLE_DEVICES` has them. None for other devices."""
    if device != "cuda":
        return ()
    import torch

    return tuple(_named(torch.cuda.device_count(), os.environ.get(_VARIABLE, "")))


def keep_to(gpu: str) -> None:
    """From now on this process, and what it starts, sees one GPU only. Before CUDA is used for the first time."""
    os.environ[_VARIABLE] = gpu


def _named(count: int, visible: str) -> list[str]:
    """The names of that many GPUs, of which some may have been hidden from us.

    >>> _named(2, ""), _named(2, "5, 3"), _named(1, "GPU-8932f937")
    (['0', '1'], ['5', '3'], ['GPU-8932f937'])
    """
    names = [name.strip() for name in visible.split(",") if name.strip()]
    return names[:count] if len(names) >= count else [str(number) for number in range(count)]
