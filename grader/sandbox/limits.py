"""What holds a submission, and what it may use."""

from __future__ import annotations

from dataclasses import asdict, dataclass

PROCESS, BUBBLEWRAP = "process", "bubblewrap"
"""The strengths of isolation."""


class NoSandbox(Exception):
    """Bubblewrap cannot be used here. The text says what is missing, and the remedy."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one submission.

    - `seconds`: wall clock for loading the file, and again for each exercise in it. `call_seconds`: for one question
      in it, which is a few calls; as long as the exercise has, where nothing is said.
    - `cpu_seconds`: processor time in all. `memory_mib`: beyond what Python and torch need.
    - `output_bytes`: of stdout, and of stderr, that are kept. `file_mib`: per file written.
    - `processes`: that may be started. All end with the submission.
    """

    seconds: float = 10.0
    call_seconds: float | None = None
    memory_mib: int = 2048
    cpu_seconds: float = 120.0
    output_bytes: int = 1 << 16
    file_mib: int = 16
    processes: int = 64

    @property
    def seconds_of_a_call(self) -> float:
        """Wall clock for one question."""
        return self.seconds if self.call_seconds is None else min(self.call_seconds, self.seconds)

    def as_dict(self) -> dict[str, float]:
        """For the zygote, and for the report."""
        return {**asdict(self), "call_seconds": self.seconds_of_a_call}
