"""The line of the forward pass whose gradient could not be computed: autograd itself fails where no line is."""

from __future__ import annotations

import linecache
import re
import warnings
from collections.abc import Callable, Container
from contextlib import suppress
from dataclasses import replace

import torch

from .errors import MAX_FRAMES, MAX_TEXT
from .probe import Failure, Frame

_STEP = re.compile(r'^  File "(.+)", line (\d+), in (.+)$', re.MULTILINE)


def at_its_line(failure: Failure, again: Callable[[], object], files: Container[str]) -> Failure:
    """A failure of autograd with the student's lines that made what it is about; `again` fails in the same way.

    Autograd's anomaly detection records them. Nothing is changed where there are lines, or where it finds none.
    """
    if failure.frames:
        return failure
    with warnings.catch_warnings(record=True) as told, torch.autograd.set_detect_anomaly(True, check_nan=False):
        warnings.simplefilter("always")
        with suppress(Exception):
            again()
    steps = [step for warning in told for step in _STEP.findall(str(warning.message)[: MAX_FRAMES * MAX_TEXT])]
    frames = [_frame(file, int(line), function) for file, line, function in steps if file in files]
    return replace(failure, frames=tuple(frames[-MAX_FRAMES:]))


def _frame(file: str, line: int, function: str) -> Frame:
    return Frame(file, line, function, linecache.getline(file, line).rstrip("\n")[:MAX_TEXT])
