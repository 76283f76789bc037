"""What a test is told where a submission fails."""

from __future__ import annotations


class SubmissionFailed(Exception):
    """A call of a submission's function has no result. The text says why and where, with the student's own line.

    - `kind`: as of findings: `exception`, `timeout`, `out_of_memory`, `exited`, `crashed`, `syntax_error`, …
    - `type`: the name of the exception that the student's code has raised: `ValueError`; empty where there is none.
    - `line`, `expression`: in the student's file, where they are known.
    """

    def __init__(
        self, message: str, *, kind: str = "", type: str = "", line: int | None = None, expression: str | None = None
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.type = type
        self.line = line
        self.expression = expression


class NotDefined(SubmissionFailed, AttributeError):
    """The submission has nothing of that name."""
