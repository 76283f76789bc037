"""What a run of pytest about a submission was asked for, and what it must not be asked for by the submission."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from grader.exercise import Exercise, UnknownExercise, find
from grader.sandbox.files import FileTooBig, UnusableFile, limit_of, read_submission
from grader.sandbox.limits import BUBBLEWRAP, NoSandbox

_MOST_SECONDS = 24 * 3600
_SETTINGS_BESIDE = (
    "{found} would be the settings of this run, and it lies with the submission, whose author could have written it. "
    "Write the option with an equals sign, --submission={file}, or name the settings: -c FILE"
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The options, checked.

    - `path`: the submission; `shown_as`: as it was given. `report`: where the JSON report goes.
    - `takes_paths`: whether paths of tests were given. Without any, the tests beside the exercise are meant.
    """

    path: Path
    shown_as: str
    exercise: Exercise | None
    isolation: str
    timeout: float
    report: Path | None
    takes_paths: bool


def settings_of(config: pytest.Config) -> Settings:
    """The options of a run.

    Raises:
        pytest.UsageError: a file is not there, no exercise has that id, or there is no sandbox.
    """
    options: Any = config.option
    shown_as, report = str(options.submission), options.trysquare_report
    path = config.invocation_params.dir / shown_as
    isolation, timeout = options.trysquare_isolation, options.trysquare_timeout
    if not 0 < timeout <= _MOST_SECONDS:
        raise pytest.UsageError("--trysquare-timeout is a number of seconds: above 0, and a day at most")
    try:
        _require_file(path)
        exercise = find(options.exercise) if options.exercise else None
        if isolation == BUBBLEWRAP:
            _require_sandbox()
    except (UnusableFile, UnknownExercise) as error:
        raise pytest.UsageError(str(error).replace(str(path), shown_as)) from None
    except NoSandbox as error:
        raise pytest.UsageError(str(error).replace("--isolation", "--trysquare-isolation")) from None
    written = config.invocation_params.dir / report if report else None
    if written is not None and not written.parent.is_dir():
        raise pytest.UsageError(f"--trysquare-report: there is no folder {written.parent}")
    return Settings(path, shown_as, exercise, isolation, timeout, written, _takes_paths(config))


def refuse_settings_beside(early_config: pytest.Config) -> None:
    """Settings of pytest can run code and leave out tests: those beside somebody else's file are not taken.

    Pytest looks for them beside the value of an option that it does not know yet.

    Raises:
        pytest.UsageError: they are.
    """
    options, here = early_config.known_args_namespace, early_config.invocation_params.dir
    file = (here / options.submission).absolute()
    if file.name == "conftest.py":
        raise pytest.UsageError("A submission cannot be named conftest.py: pytest would run it. Rename it.")
    found = early_config.inipath
    if found is None or options.inifilename or found.parent in (here, *here.parents):
        return
    asked = [(here / arg.split("::")[0]).absolute() for arg in options.file_or_dir]
    if found.parent in file.parents and not any(found.parent in (path, *path.parents) for path in asked):
        raise pytest.UsageError(_SETTINGS_BESIDE.format(found=found, file=options.submission))


def tests_beside(exercise: Exercise, patterns: list[str]) -> list[Path]:
    """The files in an exercise's folder that are named like tests."""
    folder = folder_of(exercise)
    found = {path for pattern in patterns for path in (folder.glob(pattern) if folder else ()) if path.is_file()}
    return sorted(found)


def folder_of(exercise: Exercise) -> Path | None:
    """Where an exercise is declared."""
    spec = find_spec(exercise.package) if exercise.package else None
    return Path(spec.origin).parent if spec is not None and spec.origin else None


def _require_file(path: Path) -> None:
    with contextlib.suppress(FileTooBig):  # which is for the report to say
        read_submission(path, limit_of(path.name))


def _require_sandbox() -> None:
    from grader.sandbox.bubblewrap import confined

    confined()


def _takes_paths(config: pytest.Config) -> bool:
    """In a worker of `pytest-xdist` what its controller has said: there are always paths."""
    given = getattr(config, "workerinput", {}).get("trysquare_takes_paths")
    return config.args_source is pytest.Config.ArgsSource.ARGS if given is None else bool(given)
