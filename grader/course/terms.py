"""The terms of a course, `course.toml`: exercises, due dates, attempts, points, late work. Loads no torch."""

from __future__ import annotations

import json
import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from string import Template
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, field_validator

from grader.exercise import STAGES, Exercise, UnknownExercise, find

FILE = "course.toml"


class BadCourse(Exception):
    """A folder that is no course, or whose `course.toml` cannot be used. The text is a sentence with the remedy."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Late(_Strict):
    """Late work loses `percent_per_day` of its points for each day begun, and after `days` counts nothing."""

    percent_per_day: float = Field(default=0, ge=0, le=100)
    days: int = Field(default=0, ge=0)


class Terms(_Strict):
    """An exercise in a course.

    - `due`: with an offset; without a date it is never late. `points`: without, the sum of its stages' weights.
    - `attempts`: that a student has; one more comes back every `refill_hours`, never more than there were.
    - `hidden`: stages that students are shown after the due date.
    """

    due: AwareDatetime | None = None
    points: float | None = Field(default=None, gt=0)
    attempts: int | None = Field(default=None, ge=1)
    refill_hours: float | None = Field(default=None, gt=0)
    hidden: tuple[str, ...] = ()

    @field_validator("hidden")
    @classmethod
    def _known(cls, hidden: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := set(hidden) - set(STAGES):
            raise ValueError(f"there is no stage {min(unknown)}: the stages are {', '.join(STAGES)}")
        return hidden

    @property
    def refill(self) -> timedelta | None:
        """How long it takes until an attempt comes back."""
        return timedelta(hours=self.refill_hours) if self.refill_hours is not None else None


class Course(_Strict):
    """All terms. Of several attempts the `best` or the `last` counts. `students`: without any, everybody may submit."""

    title: str = "A course"
    counts: Literal["best", "last"] = "best"
    students: tuple[str, ...] = ()
    late: Late = Late()
    exercises: dict[str, Terms] = Field(min_length=1)

    @property
    def offered(self) -> list[Exercise]:
        """The exercises, in the order of the file."""
        return [find(id) for id in self.exercises]


def read_course(folder: Path) -> Course:
    """The terms of a course.

    Raises:
        BadCourse: there is no such folder, or its `course.toml` says something that it cannot say.
    """
    path = folder / FILE
    try:
        course = Course.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        assert course.offered
    except FileNotFoundError:
        raise BadCourse(f"{folder} is no course: make one with `trysquare course init {folder}`.") from None
    except OSError as error:
        raise BadCourse(f"{path} cannot be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadCourse(f"{path} is no TOML: {error}.") from None
    except UnknownExercise as error:
        raise BadCourse(f"{path}: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise BadCourse(f"{path}: {place}: {_sentence(first['msg'])}") from None
    return course


def template(title: str, exercises: dict[str, Terms]) -> str:
    """The text of a new `course.toml`."""
    tables = "\n".join(_table(id, terms) for id, terms in exercises.items())
    text = (Path(__file__).parent / "template.toml").read_text(encoding="utf-8")
    return Template(text).substitute(title=title.replace("\\", "\\\\").replace('"', '\\"'), tables=tables)


def _table(id: str, terms: Terms) -> str:
    lines = [f"[exercises.{id}]"]
    for name, value in terms.model_dump(exclude_defaults=True).items():
        lines.append(f"{name} = {value.isoformat() if isinstance(value, datetime) else json.dumps(value)}")
    return "\n".join(lines) + "\n"


def _sentence(text: str) -> str:
    """
    >>> _sentence("Input should have timezone info")
    'it should have a time zone, as in 2026-12-01T23:59:00+01:00.'
    >>> _sentence("Input should be greater than 0")
    'it should be greater than 0.'
    """
    text = text.removeprefix("Value error, ").replace("Input should", "it should")
    return f"{text.replace('timezone info', 'a time zone, as in 2026-12-01T23:59:00+01:00')}."
