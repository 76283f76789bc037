"""A class: students × 5 exercises, hostile files among them, graded by one command; beside pytest per submission.

Checks that every row is there and that every right submission has full marks. Prints submissions per second of the
whole command, beside `pytest` per submission in the same run, and the peak memory of a process. Ends with 1 where
something is missed.

    python benchmarks/classroom.py [STUDENTS]
"""

from __future__ import annotations

import csv
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path
from statistics import median

from sandbox import ROUNDS, SLOW, seconds_of_pytest

SUBMISSIONS = Path(__file__).resolve().parent.parent / "tests" / "submissions"
TRYSQUARE = str(Path(sys.executable).with_name("trysquare"))
EXERCISES = ("hidden_layer", "rnn_cell", "rnn_cell_concat", "output_layer", "rnn_forward")
JOBS, FASTER, EVERY = 2, 50.0, 5


def main(students: int) -> int:
    """Lay out a class, grade it, and compare."""
    with tempfile.TemporaryDirectory() as place:
        course = Path(place) / "class"
        right = _laid_out(course, students)
        started = time.perf_counter()
        ran = subprocess.run([TRYSQUARE, "grade", str(course), "--jobs", str(JOBS), "--timeout", "2"], check=False)
        seconds = time.perf_counter() - started
        rows = _rows(course)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    submissions = students * len(EXERCISES)
    missing = submissions - len(rows)
    wronged = sorted(key for key in right if rows.get(key) != "passed")
    pytest = 1 / median(seconds_of_pytest(_right("rnn_cell")[:ROUNDS]))
    rate = submissions / seconds
    print(f"\n{submissions} submissions, {len(rows)} rows, {len(wronged)} right ones without full marks {wronged[:3]}")
    print(
        f"{'trysquare grade, start and all':44} {rate:8.2f} submissions a second, {peak:.0f} MiB at most in a process"
    )
    print(f"{'pytest, one process a submission':44} {pytest:8.2f} submissions a second")
    print(f"{'ratio':44} {rate / pytest:8.2f} × >= {FASTER}{'' if rate / pytest >= FASTER else '  MISSED'}")
    return int(ran.returncode != 0 or missing != 0 or bool(wronged) or rate / pytest < FASTER)


def _laid_out(course: Path, students: int) -> set[tuple[str, str]]:
    """Every fifth student hands in something hostile for `rnn_cell`; all else is right: which of it."""
    right = {exercise: cycle(_right(exercise)) for exercise in EXERCISES}
    hostile = cycle(sorted((SUBMISSIONS / "hostile").glob("*.py")))
    made: set[tuple[str, str]] = set()
    for number in range(students):
        folder = course / f"student {number:04}"
        folder.mkdir(parents=True)
        for exercise in EXERCISES:
            is_hostile = exercise == "rnn_cell" and number % EVERY == 0
            shutil.copy(next(hostile if is_hostile else right[exercise]), folder / f"{exercise}.py")
            if not is_hostile:
                made.add((folder.name, exercise))
    return made


def _right(exercise: str) -> list[Path]:
    files = sorted((SUBMISSIONS / "right" / exercise).glob("*.py"))
    texts = {file: file.read_bytes() for file in files if not file.stem.startswith(("_", *SLOW))}
    return [
        file
        for file, text in texts.items()
        if b"checkpoint" not in text and b"import _" not in text and b"from _" not in text
    ]


def _rows(course: Path) -> dict[tuple[str, str], str]:
    with (course.with_name("class.graded") / "gradebook.csv").open() as file:
        return {(row["student"], row["exercise"]): row["outcome"] for row in csv.DictReader(file)}


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 300))
