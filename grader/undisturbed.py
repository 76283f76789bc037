"""A check inside somebody's process leaves it as it was: a notebook's kernel goes on as if nothing had been."""

from __future__ import annotations

import contextlib
import gc
import random
from collections.abc import Generator

import numpy as np
import torch


@contextlib.contextmanager
def undisturbed() -> Generator[None]:
    """Keep the threads of torch, its defaults, the global random generators and the garbage collector as they are.

    Inside, torch is as it is for a file: one thread, float32, the CPU, and gradients recorded.
    """
    threads, dtype, frozen = torch.get_num_threads(), torch.get_default_dtype(), gc.get_freeze_count()
    states = torch.default_generator.get_state(), random.getstate(), np.random.get_state()
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float32)
    try:
        with torch.inference_mode(mode=False), torch.enable_grad(), _on_cpu():
            yield
    finally:
        torch.default_generator.set_state(states[0])
        random.setstate(states[1])
        np.random.set_state(states[2])
        torch.set_default_dtype(dtype)
        torch.set_num_threads(threads)
        if not frozen:
            gc.unfreeze()


def _on_cpu() -> contextlib.AbstractContextManager[object]:
    """Where another device is the default. A context where none is needed would be one more thing that a trace sees."""
    return torch.device("cpu") if torch.get_default_device().type != "cpu" else contextlib.nullcontext()
