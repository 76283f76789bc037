"""How a submission is held where a bundle runs: in the sandbox, or, where that is not allowed, as another user."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from grader.sandbox.limits import BUBBLEWRAP, PROCESS, NoSandbox

_NOBODY = 65534
_PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Isolation:
    """What holds a submission, and the sentence that says so."""

    strength: str
    sentence: str


def isolate(folder: Path) -> Isolation:
    """The strongest isolation that can be had here, made ready. To be asked once, before any worker is started.

    The sandbox; else, as root, processes of a user who owns nothing, so that file permissions keep results and answers
    from it; else processes of this user, into whose memory it cannot look.

    **Arguments**

    - `folder`: of ours, for the program that gives up privileges.

    Raises:
        NoSandbox: there is none, and root cannot become anybody else: no submission is run as root.
    """
    from grader.sandbox.bubblewrap import confined

    try:
        confined()
    except NoSandbox as error:
        held = _as_nobody(folder) if os.geteuid() == 0 else _as_ourselves()
        why = str(error).partition(":")[0]
        return Isolation(PROCESS, f"Graded without a sandbox, in a process with limits, of {held}. {why}.")
    return Isolation(BUBBLEWRAP, "Graded in a sandbox (bubblewrap).")


def _as_nobody(folder: Path) -> str:
    """Have all workers started without privileges, and with no way back; who they belong to."""
    program = _nobodys_python(folder)
    reads = subprocess.run([program, "-I", "-c", _READS, *_answers()], check=False, timeout=_PATIENCE, cwd="/")
    sys.executable = program  # it starts all workers, also those that take the place of one that has died
    return f"a user who owns nothing {'but can' if reads.returncode == 0 else 'and cannot'} read the references"


def _as_ourselves() -> str:
    """Close our memory to processes of our user; who workers belong to."""
    from grader.worker.confine import hide_memory

    if sys.platform == "linux":
        hide_memory()
    return "the same user as the grader: that is for code which can be trusted"


def _nobodys_python(folder: Path) -> str:
    """A program that is this Python, run by nobody."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise NoSandbox(
            "There is neither a sandbox nor `setpriv`, and no submission is run as root: install util-linux."
        )
    words = [
        *(setpriv, f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups", "--no-new-privs"),
        *("--inh-caps=-all", "--bounding-set=-all", sys.executable),
    ]
    program = folder / "python"
    program.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n')
    program.chmod(0o700)
    tried = subprocess.run(
        [str(program), "-I", "-c", "import torch"], capture_output=True, timeout=_PATIENCE, check=False, cwd="/"
    )
    if tried.returncode:
        said = tried.stderr.decode(errors="replace").strip().split("\n")[-1]
        raise NoSandbox(f"There is no sandbox, and Python cannot be run by a user who owns nothing: {said}")
    return str(program)


_READS = """
import os, sys
sys.exit(not any(os.access(path, os.R_OK) for path in sys.argv[1:]))
"""


def _answers() -> list[str]:
    """Files that say what is right."""
    return [spec.origin for name in ("reference", "exercises") if (spec := find_spec(name)) and spec.origin]
