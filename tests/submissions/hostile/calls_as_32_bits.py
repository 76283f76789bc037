"""Hostile: makes a system call of another architecture, where numbers mean other things."""

import ctypes
import mmap
import os

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    if os.uname().machine == "x86_64":
        code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        code.write(bytes([0xB8, 2, 0, 0, 0, 0xCD, 0x80, 0xC3]))  # mov eax, 2 (fork); int 0x80; ret
        function = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))
        if function() >= 0:
            print("ESCAPED int 0x80")
    return torch.zeros_like(H)
