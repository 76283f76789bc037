"""What each output depends on, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from grader.report.numbers import finite


@dataclass(frozen=True, slots=True)
class Dependence:
    """`‖∂O_t/∂X_s‖` for every two steps t and s, and `‖∂O_i/∂X_j‖` for every two rows i and j of the batch.

    Steps and rows are counted from 0, as they are indexed.

    - `output`, `argument`: their names, `O` and `X`. `file`: the submission's; None for the reference.
    - `steps`: one row for each t, one number for each s. `rows`: the same for the batch; empty without one.
    - `marked_steps`, `marked_rows`: the cells, (t, s) and (i, j), that should be zero and are not.
    - `remarks`: what there is to see, in sentences.
    """

    exercise: str
    output: str
    argument: str
    file: str | None
    steps: tuple[tuple[float, ...], ...]
    rows: tuple[tuple[float, ...], ...] = ()
    marked_steps: tuple[tuple[int, int], ...] = ()
    marked_rows: tuple[tuple[int, int], ...] = ()
    remarks: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As `dependence --format json` prints it."""
        return {
            "exercise": self.exercise,
            "file": self.file,
            "output": self.output,
            "argument": self.argument,
            "steps": [[finite(norm) for norm in row] for row in self.steps],
            "rows": [[finite(norm) for norm in row] for row in self.rows],
            "marked_steps": [list(cell) for cell in self.marked_steps],
            "marked_rows": [list(cell) for cell in self.marked_rows],
            "remarks": list(self.remarks),
        }
