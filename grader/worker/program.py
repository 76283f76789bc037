"""How the worker is started: its command, and what it is told of our environment."""

from __future__ import annotations

import os
import sys

_ENVIRONMENT = (
    *("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT"),
    *("CUDA_VISIBLE_DEVICES", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"),
)


def scrubbed_environment() -> dict[str, str]:
    """What a worker is told of our environment: what Python needs, no secrets, one thread."""
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    return {**kept, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def worker_command() -> list[str]:
    """How to start this program in an interpreter of its own that sees `grader.worker` and nothing else of ours."""
    return command_of(sys.executable, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def command_of(python: str, grader: str, packages: str | None = None) -> list[str]:
    """The same with this interpreter, the folder that `worker` stands in, and a folder of packages."""
    code = (
        f"import sys, types; sys.path += {[packages] if packages else []!r}; package = types.ModuleType('grader'); "
        f"package.__path__ = [{grader!r}]; sys.modules['grader'] = package; "
        "from grader.worker.serve import main; main(sys.argv[1:])"
    )
    return [python, "-I", "-c", code]
