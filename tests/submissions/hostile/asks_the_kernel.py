"""Hostile: makes the system calls that are of use to those who want to get out."""

import ctypes
import os

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    call = ctypes.CDLL(None, use_errno=True).syscall
    # x86-64: ptrace, mount, chroot, unshare, setns, bpf, io_uring_setup, add_key, userfaultfd, perf_event_open, kcmp,
    # process_vm_readv, open_by_handle_at, pidfd_open, memfd_create, clone3, and one that does not exist yet.
    for number in (101, 165, 161, 272, 308, 321, 425, 248, 323, 298, 312, 310, 304, 434, 319, 435, 999):
        for upper in (0, 1 << 32):
            if os.uname().machine == "x86_64" and call(ctypes.c_long(number | upper), 0, 0, 0, 0, 0, 0) >= 0:
                print("ESCAPED", number)
    return torch.zeros_like(H)
