"""The filter of system calls, made by libseccomp as a program for the kernel: what a submission may not ask of it."""

from __future__ import annotations

import ctypes
import errno
import functools
import os
import tempfile
from collections.abc import Sequence
from typing import Any

_ALLOW = 0x7FFF0000
_KILL = 0x80000000
_ERROR = 0x00050000
_BAD_ARCHITECTURE, _OPTIMIZE = 2, 8
_UNEQUAL, _MASKED_EQUAL = 1, 7
_CLONE_THREAD = 0x00010000
_32_BITS = 0xFFFFFFFF
_LAST_NUMBER = 1023

_DENIED = (
    # New processes and programs. Threads stay: see `clone` below.
    *("fork", "vfork", "execve", "execveat"),
    # The network, and sockets of every kind. Those that are open already can be read and written.
    *("socket", "socketpair", "socketcall", "connect", "bind", "listen", "accept", "accept4", "shutdown"),
    *("sendmsg", "sendmmsg", "recvmsg", "recvmmsg", "getsockopt", "setsockopt", "getsockname", "getpeername"),
    # Other processes: signals, and looking into them.
    *("kill", "tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_open", "pidfd_getfd"),
    *("pidfd_send_signal", "process_vm_readv", "process_vm_writev", "process_madvise", "process_mrelease", "ptrace"),
    *("kcmp", "setpriority", "ioprio_set", "migrate_pages", "move_pages", "get_robust_list", "perf_event_open"),
    # Memory that is shared or outlives its process, message queues, and files that are only in memory.
    *("shmget", "shmat", "shmctl", "shmdt", "msgget", "msgsnd", "msgrcv", "msgctl", "semget", "semop", "semctl"),
    *("semtimedop", "mq_open", "mq_unlink", "mq_timedsend", "mq_timedreceive", "mq_notify", "mq_getsetattr"),
    *("memfd_create", "memfd_secret", "userfaultfd", "vmsplice"),
    # Keys, and what runs in the kernel.
    *("add_key", "request_key", "keyctl", "io_uring_setup", "io_uring_enter", "io_uring_register", "bpf"),
    # File systems and namespaces.
    *("mount", "umount", "umount2", "mount_setattr", "move_mount", "open_tree", "fsopen", "fsconfig", "fsmount"),
    *("fspick", "pivot_root", "chroot", "unshare", "setns", "name_to_handle_at", "open_by_handle_at", "quotactl"),
    *("quotactl_fd", "fanotify_init", "fanotify_mark", "swapon", "swapoff", "acct", "mknod", "mknodat"),
    # The machine.
    *("reboot", "kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "iopl", "ioperm"),
    *("settimeofday", "clock_settime", "clock_adjtime", "clock_adjtime64", "clock_settime64", "adjtimex", "stime"),
    *("sethostname", "setdomainname", "syslog", "personality", "modify_ldt", "vhangup", "lookup_dcookie", "nfsservctl"),
    *("uselib", "ustat", "sysfs", "_sysctl", "vm86", "vm86old", "get_kernel_syms", "create_module", "query_module"),
)

_ONLY_ITSELF = ("prlimit64", "sched_setaffinity", "sched_setscheduler", "sched_setparam", "sched_setattr", "setpgid")
"""Calls whose first argument names a process: 0 is the one that calls."""

_FCNTL = {"F_SETSIG": 10, "F_SETOWN": 8, "F_SETOWN_EX": 15, "F_SETLEASE": 1024, "F_NOTIFY": 1026}
_IOCTL = {"FIOSETOWN": 0x8901, "SIOCSPGRP": 0x8902, "FIOASYNC": 0x5452, "TIOCSTI": 0x5412, "TIOCLINUX": 0x541C}
"""Signals by way of files, and words put into a terminal."""


class _Comparison(ctypes.Structure):
    _fields_ = (("arg", ctypes.c_uint), ("op", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64))


@functools.cache
def filter_program() -> bytes:
    """The filter as the kernel takes it, for this machine's architecture.

    What is denied fails with `EPERM`; numbers that libseccomp does not know fail with `ENOSYS`, as on an older kernel;
    calls of another architecture end the process.

    Raises:
        OSError: libseccomp is missing, or refuses.
    """
    library = _library()
    context = library.seccomp_init(_ALLOW)
    if not context:
        raise OSError("libseccomp makes no filter")
    try:
        _checked(library.seccomp_attr_set(context, _BAD_ARCHITECTURE, _KILL))
        library.seccomp_attr_set(context, _OPTIMIZE, 2)  # a tree of comparisons, where the version knows how
        _fill(library, context)
        return _exported(library, context)
    finally:
        library.seccomp_release(context)


def _fill(library: Any, context: int) -> None:
    def rule(action: int, number: int, *comparisons: _Comparison) -> None:
        if number < 0:  # this architecture has no such call, or libseccomp does not know it: then it is ENOSYS
            return
        array = (_Comparison * len(comparisons))(*comparisons)
        _checked(library.seccomp_rule_add_array(context, action, number, len(comparisons), array))

    refused = _ERROR | errno.EPERM
    for name in _DENIED:
        rule(refused, _number(library, name))
    rule(refused, _number(library, "clone"), _Comparison(0, _MASKED_EQUAL, _CLONE_THREAD, 0))
    # Its flags are in memory, where no filter can look: libc falls back on `clone`.
    rule(_ERROR | errno.ENOSYS, _number(library, "clone3"))
    for name in _ONLY_ITSELF:
        rule(refused, _number(library, name), _Comparison(0, _UNEQUAL, 0, 0))
    for name, commands in (("fcntl", _FCNTL), ("ioctl", _IOCTL)):
        for command in commands.values():
            # The kernel looks at 32 bits of it, so the filter must not look at more.
            rule(refused, _number(library, name), _Comparison(1, _MASKED_EQUAL, _32_BITS, command))
    for number in range(_LAST_NUMBER + 1):
        if not _is_known(library, number):
            rule(_ERROR | errno.ENOSYS, number)


def _exported(library: Any, context: int) -> bytes:
    with tempfile.TemporaryFile() as file:
        _checked(library.seccomp_export_bpf(context, file.fileno()))
        file.seek(0)
        return file.read()


def _number(library: Any, name: str) -> int:
    """Negative where this architecture has no such call."""
    return library.seccomp_syscall_resolve_name(name.encode())


def _is_known(library: Any, number: int) -> bool:
    name = library.seccomp_syscall_resolve_num_arch(0, number)
    if not name:
        return False
    ctypes.CDLL(None).free(ctypes.c_void_p(name))
    return True


def _library() -> Any:
    library: Any = ctypes.CDLL("libseccomp.so.2", use_errno=True)
    library.seccomp_init.restype = ctypes.c_void_p
    library.seccomp_syscall_resolve_num_arch.restype = ctypes.c_void_p
    for name, arguments in _ARGUMENTS.items():
        getattr(library, name).argtypes = arguments
    return library


_ARGUMENTS: dict[str, Sequence[Any]] = {
    "seccomp_init": (ctypes.c_uint32,),
    "seccomp_release": (ctypes.c_void_p,),
    "seccomp_attr_set": (ctypes.c_void_p, ctypes.c_int, ctypes.c_uint32),
    "seccomp_rule_add_array": (
        *(ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int, ctypes.c_uint),
        ctypes.POINTER(_Comparison),
    ),
    "seccomp_export_bpf": (ctypes.c_void_p, ctypes.c_int),
    "seccomp_syscall_resolve_name": (ctypes.c_char_p,),
    "seccomp_syscall_resolve_num_arch": (ctypes.c_uint32, ctypes.c_int),
}


def _checked(code: int) -> None:
    if code < 0:
        raise OSError(-code, f"libseccomp: {os.strerror(-code)}")
