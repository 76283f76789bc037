"""Whether a student may submit for an exercise now, as far as can be told before anything is graded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from grader.course.counting import attempts_in_words, lateness
from grader.course.submission import Submission, content_of, named_in
from grader.course.terms import Course, Terms
from grader.course.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Allowance:
    """An exercise that an offer seems to solve. `late`: a sentence where it is."""

    exercise: str
    terms: Terms
    may: bool
    next_at: datetime | None
    late: str

    def in_words(self, now: datetime) -> str:
        """Why it may not be tried now, and when it may."""
        how = attempts_in_words(self.terms)
        if self.next_at is None:
            return f"No attempt is left for {self.exercise} ({how})."
        there = self.next_at.astimezone()
        day = "" if there.date() == now.astimezone().date() else f"{there:%Y-%m-%d} "
        return f"No attempt is left for {self.exercise} ({how}): the next is there at {day}{there:%H:%M %Z}."


def allowances(course: Course, own: Sequence[Submission], files: Mapping[str, bytes], now: datetime) -> list[Allowance]:
    """For each exercise of the course that the files seem to solve. What was handed in before may be again."""
    found: list[Allowance] = []
    for exercise, name in named_in(files, course.exercises).items():
        terms = course.exercises[exercise]
        tokens, had = Tokens(terms.attempts, terms.refill), set[str]()
        for submission in own:
            if earlier := named_in(submission.files, [exercise]).get(exercise):
                content = content_of(earlier, submission.files)
                if content not in had and tokens.take(submission.received):
                    had.add(content)
        may = content_of(name, files) in had or tokens.left(now) != 0
        _, remark = lateness(terms.due, course.late, now)
        late = f"{exercise} is {remark}." if remark else ""
        found.append(Allowance(exercise, terms, may, tokens.next_at(now), late))
    return found
