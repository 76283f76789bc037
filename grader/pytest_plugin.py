"""A plugin for pytest: a submission's stages as tests, and instructors' own tests of it. PYTEST_DONT_REWRITE

`pytest --exercise=rnn_cell --submission=rnn_cell.py`. Without `--submission` it does nothing, and loads nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from grader.testing.failure import NotDefined, SubmissionFailed

if TYPE_CHECKING:
    from grader.testing.submission import Submission

__all__ = ["NotDefined", "SubmissionFailed"]

_NO_SUBMISSION = "no submission is given: pytest --submission=FILE"
_NEEDS_SUBMISSION = ("exercise", "trysquare_report")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The group `trysquare`."""
    group = parser.getgroup("trysquare", "Trysquare: a submission and its checks")
    add = group.addoption
    add("--submission", metavar="FILE", help="The file to judge: its stages are tests, and tests can call it.")
    add("--exercise", metavar="ID", help="Judge this exercise only.")
    add("--trysquare-report", metavar="FILE", help="Write the JSON report, with your own tests as stages of it.")
    add("--trysquare-isolation", choices=("process", "bubblewrap"), default="process", help="What holds it: process.")
    add("--trysquare-timeout", metavar="S", type=float, default=10.0, help="Seconds for each exercise, and call: 10.")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Before anything is run that lies beside a submission."""
    if early_config.known_args_namespace.submission:
        from grader.testing.settings import refuse_settings_beside

        refuse_settings_beside(early_config)


def pytest_configure(config: pytest.Config) -> None:
    """What has more to do is there only where a submission is."""
    config.addinivalue_line("markers", "points(n): what a test of a submission is worth, beside the stages' weights.")
    if config.getoption("submission"):
        from grader.testing.run import Run

        Run.of(config).register()
        return
    for option in _NEEDS_SUBMISSION:
        if config.getoption(option):
            raise pytest.UsageError(f"--{option.replace('_', '-')} needs a file to judge: --submission=FILE")


@pytest.fixture
def submission(request: pytest.FixtureRequest) -> Submission:
    """The file given by `--submission`: `submission.rnn_cell(X=…, H=…)` is a call in the sandbox."""
    if not request.config.getoption("submission"):
        pytest.skip(_NO_SUBMISSION)
    from grader.testing.run import run_of

    return run_of(request.config).submission(request.node)
