"""What a submission may use."""

from __future__ import annotations

from dataclasses import asdict, dataclass


PROCESS, BUBBLEWRAP = "process", "bubblewrap"
"""The strengths of isolation."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one submission.

    - `seconds`: wall clock for loading the file, and again for each exercise in it.
    - `cpu_seconds`: processor time in all. `memory_mib`: beyond what Python and torch need.
    - `output_bytes`: of stdout, and of stderr, that are kept. `file_mib`: per file written.
    - `processes`: that may be started. All end with the submission.
    """

    seconds: float = 10.0
    memory_mib: int = 2048
    cpu_seconds: float = 120.0
    output_bytes: int = 1 << 16
    file_mib: int = 16
    processes: int = 64

    def as_dict(self) -> dict[str, float]:
        """For the zygote."""
        return asdict(self)
