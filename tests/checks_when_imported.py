"""Checks a slow program while it is being imported itself: its frames are below all that is judged."""

from pathlib import Path

from grader import check

SLOW = Path(__file__).parent / "submissions/right/output_layer/number_by_number.py"

report = check(SLOW, exercise="output_layer")
