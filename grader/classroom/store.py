"""The store of a class's results: one SQLite file by default, PostgreSQL by URL. Each result is written in one go."""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, create_engine, delete, event, or_, select, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session

from grader.classroom.graded import Enrolled, Graded, Row
from grader.classroom.kept import kept, report_of
from grader.classroom.schema import NewerSchema, upgrade
from grader.classroom.tables import Base, GradedFile, Result, Setting, Student

_PATIENCE = 60
_INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class StoreError(Exception):
    """A store that cannot be opened, read or written. The text is a sentence with the remedy."""


class Store:
    """Results by student, file and exercise. Several programs may use one store at the same time.

    **Arguments**

    - `url`: a path to a SQLite file, or a URL as SQLAlchemy has it: `postgresql+psycopg://user@host/grades`.

    Raises:
        StoreError: from every method.
    """

    def __init__(self, url: str) -> None:
        self.url = url if "://" in url else f"sqlite:///{url}"
        with _told(self.url):
            self._engine = _engine(self.url)
            try:
                upgrade(self._engine)
            except NewerSchema as error:
                self.close()
                raise StoreError(f"{error} Upgrade Trysquare, or name another store.") from None
            except BaseException:
                self.close()
                raise

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()

    def setting(self, name: str, default: str) -> str:
        """A setting of the store; the default becomes it if there is none. The first of several programs decides."""
        with _told(self.url):
            with Session(self._engine) as session, session.begin():
                session.execute(self._insert(Setting, name=name, value=default).on_conflict_do_nothing())
            with Session(self._engine) as session:
                found = session.get(Setting, name)
                return found.value if found is not None else default

    def set(self, name: str, value: str) -> None:
        """Set a setting, whatever it was."""
        with _told(self.url), Session(self._engine) as session, session.begin():
            session.merge(Setting(name=name, value=value))

    def enrol(self, students: Iterable[Enrolled]) -> None:
        """These are the students now."""
        found = sorted(students, key=lambda each: each.student)
        with _told(self.url), Session(self._engine) as session, session.begin():
            for each in found:
                changed = {"user": each.user, "system": each.system, "remarks": list(each.remarks)}
                insert = self._insert(Student, student=each.student, **changed)
                session.execute(insert.on_conflict_do_update(index_elements=["student"], set_=changed))
            names = {each.student for each in found}
            for student in session.scalars(select(Student)):
                if student.student not in names:
                    session.delete(student)

    def students(self) -> list[Enrolled]:
        """All students, in the order of their names."""
        with _told(self.url), Session(self._engine) as session:
            found = session.scalars(select(Student).order_by(Student.student))
            return [Enrolled(each.student, each.user, tuple(each.remarks), each.system) for each in found]

    def is_graded(self, student: str, file: str, key: str, scope: str = "") -> bool:
        """Whether a student's file has been graded under this key, for everything or for this exercise."""
        graded = (GradedFile.student == student, GradedFile.file == file, GradedFile.key == key, _covers(scope))
        with _told(self.url), Session(self._engine) as session:
            return session.scalars(select(GradedFile).where(*graded)).first() is not None

    def known(self, key: str, scope: str = "") -> tuple[Graded, ...]:
        """What has been found of the same content before, whoever handed it in."""
        with _told(self.url), Session(self._engine) as session:
            first = session.scalars(select(GradedFile).where(GradedFile.key == key, _covers(scope)).limit(1)).first()
            if first is None:
                return ()
            where = (Result.student == first.student, Result.file == first.file, Result.key == key, _within(scope))
            return tuple(_graded(result) for result in session.scalars(select(Result).where(*where)))

    def write(self, student: str, file: str, key: str, graded: Iterable[Graded], scope: str = "") -> None:
        """Everything about one file, in one transaction, in the place of what was there.

        With a scope, what was found of the same content for other exercises stays.
        """
        now = datetime.now(UTC)
        file_is = (GradedFile.student == student, GradedFile.file == file)
        result_is = (Result.student == student, Result.file == file)
        with _told(self.url), Session(self._engine) as session, session.begin():
            # The first statement locks the file's row: another program that writes the same waits here.
            insert = self._insert(GradedFile, student=student, file=file, scope=scope, key=key)
            row = ["student", "file", "scope"]
            session.execute(insert.on_conflict_do_update(index_elements=row, set_={"key": key}))
            others = GradedFile.scope != scope if not scope else GradedFile.key != key
            session.execute(delete(GradedFile).where(*file_is, others))
            session.execute(delete(Result).where(*result_is, or_(Result.key != key, _within(scope))))
            for each in graded:
                values = _values(each, key, now)
                insert = self._insert(Result, student=student, file=file, exercise=each.exercise, **values)
                row = ["student", "file", "exercise"]
                session.execute(insert.on_conflict_do_update(index_elements=row, set_=values))

    def forget_others(self, kept: Iterable[tuple[str, str]]) -> None:
        """Remove what belongs to files that are not handed in any more."""
        known = set(kept)
        with _told(self.url), Session(self._engine) as session, session.begin():
            for file in session.scalars(select(GradedFile)):
                if (file.student, file.file) not in known:
                    session.execute(delete(Result).where(Result.student == file.student, Result.file == file.file))
                    session.delete(file)

    def _insert(self, table: type[Base], **values: Any) -> Any:
        """An insertion that can say what is to be done where the row is there already: both databases know how."""
        insert: Any = _INSERTS.get(self._engine.dialect.name)
        if insert is None:
            raise StoreError(f"{self.url} is neither SQLite nor PostgreSQL.")
        return insert(table).values(**values)

    def rows(self) -> Iterator[Row]:
        """All results, by student, exercise and file."""
        order = (Result.student, Result.exercise, Result.file)
        with _told(self.url), Session(self._engine) as session:
            for result in session.scalars(select(Result).order_by(*order).execution_options(yield_per=200)):
                yield Row(result.student, result.file, _graded(result))


def _covers(scope: str) -> ColumnElement[bool]:
    """Files that have been graded for at least this."""
    return GradedFile.scope.in_(("", scope))


def _within(scope: str) -> ColumnElement[bool]:
    """Results that belong to a scope: also those of files that solve nothing."""
    return Result.exercise.in_((scope, "")) if scope else true()


def _values(graded: Graded, key: str, now: datetime) -> dict[str, Any]:
    """The columns of a result beside those that say whose it is."""
    return {
        "key": key,
        "outcome": graded.report.outcome,
        "score": graded.report.score,
        "max_score": graded.report.max_score,
        "report": kept(graded.report),
        "graded_at": now,
    }


def _graded(result: Result) -> Graded:
    return Graded(report_of(result.report))


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": _PATIENCE})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        # Two writers wait for each other only if they say from the start that they will write.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(engine, "connect")
    def by_hand(connection: Any, _: object) -> None:
        connection.isolation_level = None

    return engine


@contextlib.contextmanager
def _told(url: str) -> Generator[None]:
    """What a database says, as one sentence that names the store, and no password."""
    try:
        yield
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(f"`{url}` is no URL of a store: {str(error).splitlines()[0]}") from None
    except ModuleNotFoundError as error:
        raise StoreError(f"The store needs the package {error.name}: pip install 'trysquare[postgres]'.") from None
    except SQLAlchemyError as error:
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        shown = make_url(url).render_as_string(hide_password=True)
        raise StoreError(f"The store {shown} cannot be used: {cause}.") from None
