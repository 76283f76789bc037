"""The gradebook: one row for each student and exercise, whatever was handed in; and the forms that others import."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.classroom.graded import Enrolled, Graded, Row
from grader.exercise import Exercise

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NO_FILE = "no file for this exercise was handed in"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a student has got for an exercise, and the cause where it is not everything. Points are the exercise's."""

    student: str
    user: str
    exercise: str
    outcome: str
    points: float
    max_points: float
    cause: str = ""
    mistake: str = ""
    file: str = ""
    graded: Graded | None = None


def gradebook(students: Iterable[Enrolled], rows: Iterable[Row], exercises: Sequence[Exercise]) -> list[Entry]:
    """An entry for every student and exercise, in that order.

    Where several files of a student solve one exercise, the file named like it counts, or else the best of them.
    """
    by_student: dict[str, list[Row]] = {}
    for row in rows:
        by_student.setdefault(row.student, []).append(row)
    return [
        _entry(student, by_student.get(student.student, []), exercise) for student in students for exercise in exercises
    ]


def _entry(student: Enrolled, rows: Sequence[Row], exercise: Exercise) -> Entry:
    points = float(sum(exercise.weights.values()))
    solving = [row for row in rows if row.graded.exercise == exercise.id]
    if not solving:
        return _unsolved(student, [row for row in rows if not row.graded.exercise], exercise.id, points)
    best = max(solving, key=lambda row: (Path(row.file).stem == exercise.id, row.graded.score, row.file))
    graded = best.graded
    return Entry(
        student.student,
        student.user,
        exercise.id,
        graded.outcome,
        round(points * graded.score / graded.max_score, 4),
        points,
        _cause(graded),
        (graded.report["mistake"] or {}).get("id", ""),
        best.file,
        graded,
    )


def _unsolved(student: Enrolled, others: Sequence[Row], exercise: str, points: float) -> Entry:
    """No file solves the exercise: perhaps since one does not load, or none has its name."""
    broken = next((row for row in others if _fails_to_load(row.graded)), None)
    if broken is not None:
        cause, file = _cause(broken.graded), broken.file
        return Entry(student.student, student.user, exercise, broken.graded.outcome, 0.0, points, cause, file=file)
    told = [*(f"{row.file} solves no exercise" for row in others), *student.remarks]
    cause = f"{_NO_FILE} ({'; '.join(each.rstrip('.') for each in told)})" if told else _NO_FILE
    return Entry(student.student, student.user, exercise, "not_attempted", 0.0, points, cause)


def _fails_to_load(graded: Graded) -> bool:
    """Or the grader has failed on it."""
    failed = [stage["id"] for stage in graded.report["stages"] if stage["outcome"] == "failed"]
    return graded.outcome == "error" or failed[:1] == ["loads"]


def _cause(graded: Graded) -> str:
    """The first stage that failed, with what it says; or why nothing was judged."""
    stages = graded.report["stages"]
    if graded.outcome == "error":
        return "the grader failed: grade again"
    failed = next((stage for stage in stages if stage["outcome"] == "failed"), None)
    if failed is not None:
        return f"{failed['id']}: {failed['message']}"
    return stages[0]["message"] if graded.outcome == "not_attempted" and stages else ""


def as_csv(entries: Sequence[Entry]) -> str:
    """One line for each student and exercise."""
    header = ["student", "exercise", "outcome", "points", "max_points", "cause", "mistake", "file"]
    lines = [
        [e.student, e.exercise, e.outcome, _number(e.points), _number(e.max_points), e.cause, e.mistake, e.file]
        for e in entries
    ]
    return _csv([header, *lines])


def as_canvas(entries: Sequence[Entry]) -> str:
    """What Canvas imports: its five columns, one for each exercise, and the row of the points possible."""
    exercises = list(dict.fromkeys(entry.exercise for entry in entries))
    possible = {entry.exercise: entry.max_points for entry in entries}
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *exercises]
    points = ["    Points Possible", "", "", "", "", *(_number(possible[each]) for each in exercises)]
    lines = [
        [student, own[0].user, "", "", "", *(_number(entry.points) for entry in own)]
        for student, own in _by_student(entries).items()
    ]
    return _csv([header, points, *lines])


def as_moodle(entries: Sequence[Entry]) -> str:
    """Moodle's grading worksheet: the participant, the sum of the points, and a line of feedback for each exercise."""
    header = ["Identifier", "Full name", "Grade", "Maximum grade", "Feedback comments"]
    lines = [
        [
            f"Participant {own[0].user}" if own[0].user else "",
            student,
            _number(sum(entry.points for entry in own)),
            _number(sum(entry.max_points for entry in own)),
            "; ".join(f"{entry.exercise} {entry.outcome}{f' ({entry.cause})' if entry.cause else ''}" for entry in own),
        ]
        for student, own in _by_student(entries).items()
    ]
    return _csv([header, *lines])


def as_gradescope(entries: Sequence[Entry]) -> str:
    """Gradescope's `results.json` of each student, by their name; of a single student that very file."""
    found = {student: _results(own) for student, own in _by_student(entries).items()}
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
                "output": entry.graded.feedback if entry.graded is not None else entry.cause,
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
        for stage in dict.fromkeys(stage["id"] for graded in tried for stage in graded.report["stages"]):
            outcomes = [s["outcome"] for graded in tried for s in graded.report["stages"] if s["id"] == stage]
            judged = [outcome for outcome in outcomes if outcome != "skipped"]
            good = sum(outcome in ("passed", "warned") for outcome in judged)
            share = f"{good / len(judged):4.0%}" if judged else "   –"
            lines.append(f"  {stage:<10} {share} of the {len(judged)} that came to it")
        for mistake, often in Counter(entry.mistake for entry in own if entry.mistake).most_common(5):
            lines.append(f"  {often} × {mistake}")
        lines.append("")
    return "\n".join(lines)


def _by_student(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.student, []).append(entry)
    return found


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _csv(lines: Iterable[Sequence[str]]) -> str:
    """As spreadsheets read it. A cell that would be a formula there is made text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for line in lines:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in map(_one_line, line)])
    return out.getvalue()


def _one_line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text or "\r" in text else text
