"""What a student reads, line by line. Each file of `told/` is a submission's path and the whole text of its report."""

from __future__ import annotations

from pathlib import Path

import pytest

TOLD = sorted((Path(__file__).parent / "told").glob("*.txt"))
README = Path(__file__).parent.parent.parent / "README.md"


@pytest.mark.parametrize("told", [pytest.param(path, id=path.stem) for path in TOLD])
def test_the_report_reads_exactly_so(trysquare, told: Path) -> None:
    submission, *expected = told.read_text(encoding="utf-8").splitlines()
    ran = trysquare("check", "--timeout", "2", trysquare.copy(submission))
    assert ran.lines == expected
    assert ran.stderr == ""


def test_the_demo_is_the_report_that_the_readme_opens_with(trysquare) -> None:
    ran = trysquare("demo")
    assert ran.code == 0
    report = "\n".join(ran.lines[ran.lines.index("$ trysquare check rnn_cell.py") : -2])
    assert f"```text\n{report}\n```" in README.read_text(encoding="utf-8")
    assert ran.lines[-1] == "Now yours: trysquare list, trysquare start rnn_cell, trysquare check rnn_cell.py"
