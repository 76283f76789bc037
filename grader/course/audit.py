"""All submissions of a course in one table: who, when, what counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from grader.classroom.forms import as_table
from grader.course.results import Results
from grader.course.submission import Submission

_HEADER = [
    *("student", "received", "written", "submission", "files", "user", "owner"),
    *("exercise", "points", "counts", "remark"),
]


def as_audit(received: Iterable[Submission], results: Mapping[str, Results]) -> str:
    """One line for each submission and each exercise in it, as CSV. Points are those that the student is shown.

    `received` and `user` are what the submission says, `written` and `owner` what the file system says. Where they
    differ, or one account submits for several students, it is worth a question; but copying a folder changes both.
    """
    lines: list[list[str]] = []
    for each in received:
        about = [each.student, each.received.isoformat(timespec="seconds"), _written(each), each.short]
        about += [" ".join(each.files), each.user, each.owner]
        found = results[each.digest].results
        for result in found:
            lines.append([*about, result.exercise, f"{result.points:g}", "yes" * result.counts, result.remark])
        if not found:
            lines.append([*about, "", "", "", "no exercise of the course is solved in it"])
    return as_table([_HEADER, *lines])


def _written(submission: Submission) -> str:
    return submission.written.isoformat(timespec="seconds") if submission.written else ""
