"""The forms of a gradebook that others import: spreadsheets, learning management systems, and what to teach again."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence

from grader.classroom.gradebook import Entry
from grader.classroom.graded import Enrolled
from grader.render.markdown import render_markdown

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_POINTS_POSSIBLE = "Points Possible"


def as_csv(entries: Sequence[Entry]) -> str:
    """One line for each student and exercise."""
    header = ["student", "exercise", "outcome", "points", "max_points", "cause", "mistake", "file"]
    lines = [
        [e.student.student, e.exercise, e.outcome, _number(e.points), _number(e.max_points), e.cause, e.mistake, e.file]
        for e in entries
    ]
    return as_table([header, *lines])


def as_canvas(entries: Sequence[Entry]) -> str:
    """What Canvas imports: its five columns, one for each exercise, and the row of the points possible.

    Canvas looks a student up by ID, by SIS user id, by login, and by name, in that order: a folder's name may be either
    of the last two.
    """
    exercises = list(dict.fromkeys(entry.exercise for entry in entries))
    possible = {entry.exercise: entry.max_points for entry in entries}
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *exercises]
    points = [f"    {_POINTS_POSSIBLE}", "", "", "", "", *(_number(possible[each]) for each in exercises)]
    lines = [
        [*_in_canvas(student), "", *(_number(entry.points) for entry in own)]
        for student, own in _by_student(entries).items()
    ]
    return as_table([header, points, *lines])


def _in_canvas(student: Enrolled) -> tuple[str, str, str, str]:
    """Name, ID, SIS user id and login. A name that Canvas would take for the row of the points is changed."""
    name = student.student.replace(_POINTS_POSSIBLE, _POINTS_POSSIBLE.replace(" ", "-"))
    if student.system == "canvas":
        return name, student.user, "", ""
    if student.system == "gradescope":
        return (name, "", "", student.user) if "@" in student.user else (name, "", student.user, "")
    return name, "", "", "" if student.system else name


def as_moodle(entries: Sequence[Entry]) -> str:
    """Moodle's grading worksheet: the participant, the sum of the points, and a line of feedback for each exercise."""
    header = ["Identifier", "Full name", "Grade", "Maximum grade", "Feedback comments"]
    lines = [
        [
            f"Participant {student.user}" if student.system == "moodle" else "",
            student.student,
            _number(sum(entry.points for entry in own)),
            _number(sum(entry.max_points for entry in own)),
            "; ".join(f"{entry.exercise} {entry.outcome}{f' ({entry.cause})' if entry.cause else ''}" for entry in own),
        ]
        for student, own in _by_student(entries).items()
    ]
    return as_table([header, *lines])


def as_gradescope(entries: Sequence[Entry]) -> str:
    """Gradescope's `results.json` of each student, by their name; of a single student that very file."""
    found = {student.student: _results(own) for student, own in _by_student(entries).items()}
    whole = next(iter(found.values())) if len(found) == 1 else found
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _results(entries: Sequence[Entry]) -> dict[str, object]:
    return {
        "score": sum(entry.points for entry in entries),
        "output_format": "md",
        "tests": [
            {
                "name": entry.exercise,
                "score": entry.points,
                "max_score": entry.max_points,
                "status": "passed" if entry.outcome == "passed" else "failed",
                "output": render_markdown([entry.shown]) if entry.shown is not None else entry.cause,
                "output_format": "md",
                "visibility": "visible",
            }
            for entry in entries
        ],
    }


def as_items(entries: Sequence[Entry]) -> str:
    """What a class has understood: for each exercise how many pass each stage, and the commonest mistakes."""
    lines: list[str] = []
    for exercise in dict.fromkeys(entry.exercise for entry in entries):
        own = [entry for entry in entries if entry.exercise == exercise]
        tried = [entry.graded for entry in own if entry.graded is not None and entry.outcome != "not_attempted"]
        passed = sum(entry.outcome == "passed" for entry in own)
        lines.append(f"{exercise}: {passed} of {len(own)} passed, {len(own) - len(tried)} have not tried")
        for stage in dict.fromkeys(stage.id for graded in tried for stage in graded.report.stages):
            outcomes = [each.outcome for graded in tried for each in graded.report.stages if each.id == stage]
            judged = [outcome for outcome in outcomes if outcome != "skipped"]
            good = sum(outcome in ("passed", "warned") for outcome in judged)
            share = f"{good / len(judged):4.0%}" if judged else "   –"
            lines.append(f"  {stage:<10} {share} of the {len(judged)} that came to it")
        for mistake, often in Counter(entry.mistake for entry in own if entry.mistake).most_common(5):
            lines.append(f"  {often} × {mistake}")
        lines.append("")
    return "\n".join(lines)


def _by_student(entries: Sequence[Entry]) -> dict[Enrolled, list[Entry]]:
    found: dict[Enrolled, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.student, []).append(entry)
    return found


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def as_table(lines: Iterable[Sequence[str]]) -> str:
    """CSV as spreadsheets read it. A cell that would be a formula there is made text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for line in lines:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in map(_one_line, line)])
    return out.getvalue()


def _one_line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text or "\r" in text else text
