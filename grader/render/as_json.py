"""Reports as JSON: the public contract, always a list."""

from __future__ import annotations

import json
from collections.abc import Sequence

from grader.report import Report


def render_json(reports: Sequence[Report]) -> str:
    """One JSON list, in the order of the reports."""
    return json.dumps([report.as_json() for report in reports], indent=2, ensure_ascii=False, allow_nan=False)
