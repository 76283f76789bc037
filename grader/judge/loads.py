"""Stage `loads`: can the file be read and run at all?"""

from __future__ import annotations

from grader.judge.failures import finding_of
from grader.report import Finding
from grader.worker.probe import Loaded


def judge_loads(loaded: Loaded) -> list[Finding]:
    """The failure of loading, if there is one, as the only finding."""
    return [finding_of(loaded.failure, "loads")] if loaded.failure else []
