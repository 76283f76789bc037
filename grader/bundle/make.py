"""What a bundle holds, by path: for Gradescope a zip file, for GitHub files of a repository."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files

from grader.bundle.wheel import answers, constraints, wheel, zipped
from grader.exercise import Exercise, known_exercises

SETTINGS = "bundle.json"
"""What the run reads: `exercises` that count, whatever is handed in; none means those that are handed in. `seconds`
and `memory_mib` are limits of each."""

FOLDER = ".github/trysquare"
"""Where a repository has what its workflow installs and reads."""

_SECONDS, _MEMORY = 30, 2048


def gradescope_zip(exercises: Sequence[Exercise]) -> bytes:
    """The autograder: `setup.sh` and `run_autograder` at its root, and what they need.

    Raises:
        CannotBundle: something cannot be found here.
    """
    scripts = {name: _template(f"gradescope/{name}") for name in ("setup.sh", "run_autograder")}
    listed = "".join(f"{name}\n" for name in answers(exercises or known_exercises()))
    return zipped({**scripts, "answers.txt": listed.encode(), **_common(exercises)}, programs=scripts)


def github_files(exercises: Sequence[Exercise]) -> dict[str, bytes]:
    """The workflow, and what it needs, by path in a repository.

    Raises:
        CannotBundle: something cannot be found here.
    """
    needed = {f"{FOLDER}/{name}": data for name, data in _common(exercises).items()}
    return {".github/workflows/classroom.yml": _template("github/classroom.yml"), **needed}


def _common(exercises: Sequence[Exercise]) -> dict[str, bytes]:
    name, data = wheel(exercises or known_exercises())
    settings = {"exercises": [each.id for each in exercises], "seconds": _SECONDS, "memory_mib": _MEMORY}
    return {
        "constraints.txt": constraints().encode(),
        SETTINGS: f"{json.dumps(settings, indent=2)}\n".encode(),
        name: data,
    }


def _template(name: str) -> bytes:
    return files("grader.bundle").joinpath("templates", *name.split("/")).read_bytes()
