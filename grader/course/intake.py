"""Where submissions are taken in: one interface, whoever stands behind it. A shared folder does; a server may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from grader.course.results import Results
from grader.course.submission import Submission


class NotTaken(Exception):
    """What cannot be taken in. The text is a sentence with the remedy."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an offer. `is_new` is false where the very same had been received before."""

    submission: Submission
    is_new: bool


class Intake(Protocol):
    """Takes submissions in, keeps them, and hands out what was found of them."""

    def take(self, student: str, files: Mapping[str, bytes]) -> Taken:
        """Receive files, whole or not at all. Raises `NotTaken`."""
        ...

    def received(self, student: str | None = None) -> tuple[list[Submission], list[str]]:
        """What has been received, oldest first, and a sentence for each thing that is not as it was received."""
        ...

    def publish(self, submission: Submission, results: Results) -> None:
        """Let the student read what was found. Raises `OSError`."""
        ...

    def results(self, submission: Submission) -> Results | None:
        """What was published of a submission; None if nothing."""
        ...
