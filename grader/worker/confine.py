"""The last door: from here on this process may not ask the kernel for what the filter denies."""

from __future__ import annotations

import ctypes
from typing import Any

_PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 4, 22, 38
_FILTER = 2
_INSTRUCTION = 8
"""Bytes of one instruction of a filter."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def hide_memory() -> None:
    """No other process of the same user may look into this one, or change it: not even by `/proc`."""
    _prctl(_PR_SET_DUMPABLE, 0)


def filter_calls(program: bytes) -> None:
    """Install a filter of system calls, for good. Threads that start later have it too."""
    instructions = ctypes.create_string_buffer(program, len(program))
    made = _Program(len(program) // _INSTRUCTION, ctypes.cast(instructions, ctypes.c_void_p))
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    _prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(made))


def _prctl(option: int, value: int, pointer: Any = 0) -> None:
    if ctypes.CDLL(None, use_errno=True).prctl(option, ctypes.c_ulong(value), pointer, 0, 0):
        raise OSError(ctypes.get_errno(), f"prctl {option} failed")
