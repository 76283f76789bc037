"""A course as what is graded: all that its intake has received, and what counts of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from grader.classroom.gather import Handed, NothingToGrade
from grader.classroom.gradebook import Entry
from grader.classroom.output import write_outputs, write_whole
from grader.classroom.source import beside
from grader.classroom.store import Store
from grader.course.audit import as_audit
from grader.course.counting import Found, entries, file_in, results_of, students_of
from grader.course.folder import FolderIntake
from grader.course.intake import Intake
from grader.course.submission import Submission
from grader.course.terms import Course, read_course


@dataclass(slots=True)
class CourseSource:
    """A course folder. What has been received is read once.

    Raises:
        BadCourse: the folder is no course.
    """

    folder: Path
    course: Course = field(init=False)
    intake: Intake = field(init=False)
    received: list[Submission] = field(init=False)
    damaged: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.course = read_course(self.folder)
        self.intake = FolderIntake(self.folder)
        self.received, self.damaged = self.intake.received()

    @property
    def results(self) -> Path:
        """`DIR.graded`, beside it: the store lives where the grading runs."""
        return beside(self.folder)

    def handed(self) -> list[Handed]:
        """Every student with the files of all their submissions."""
        students = students_of(self.course, self.received)
        if not students:
            raise NothingToGrade(f"Nothing has been submitted to {self.folder} yet: trysquare submit FILE --course …")
        return [Handed(student, self._files(student)) for student in students]

    def _files(self, student: str) -> dict[str, bytes]:
        own = (each for each in self.received if each.student == student)
        return {file_in(each, name): data for each in own for name, data in each.files.items()}

    def finish(self, handed: Sequence[Handed], store: Store, exercise: str | None) -> None:
        """The terms say what the gradebook is about."""
        if exercise is not None and exercise not in self.course.exercises:
            offered = ", ".join(self.course.exercises)
            raise NothingToGrade(f"{exercise} is not offered in this course: {offered}. Add it to course.toml.")

    def entries(self, store: Store) -> list[Entry]:
        """What counts by the terms as they are now."""
        return list(entries(self.course, self.received, store.rows(), datetime.now(UTC)))

    def write(self, results: Path, store: Store) -> None:
        """The gradebook and the feedback here; all submissions in `submissions.csv`; and for each student theirs."""
        write_outputs(results, self.entries(store))
        found, now = Found.of(store.rows()), datetime.now(UTC)
        published = {
            each.digest: results_of(self.course, each, self._of(each.student), found, now) for each in self.received
        }
        write_whole(results / "submissions.csv", as_audit(self.received, published))
        for each in self.received:
            if published[each.digest].results:
                self.intake.publish(each, published[each.digest])

    def _of(self, student: str) -> list[Submission]:
        return [each for each in self.received if each.student == student]
