"""The store's tables."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Float, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """What all tables have in common."""


class Setting(Base):
    """Something that belongs to the whole store: the seed of its run."""

    __tablename__ = "settings"
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class Student(Base):
    """Somebody who has a folder, or a file. `user`: who they are in the learning management system, if it is known."""

    __tablename__ = "students"
    student: Mapped[str] = mapped_column(String(255), primary_key=True)
    user: Mapped[str] = mapped_column(String(64))
    system: Mapped[str] = mapped_column(String(16))
    remarks: Mapped[list[str]] = mapped_column(JSON)


class GradedFile(Base):
    """A student's file that has been graded: `key` says of what content, and by what.

    `scope` is the exercise that it was graded for; empty where for all that it solves.
    """

    __tablename__ = "files"
    student: Mapped[str] = mapped_column(String(255), primary_key=True)
    file: Mapped[str] = mapped_column(String(512), primary_key=True)
    scope: Mapped[str] = mapped_column(String(255), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), index=True)


class Result(Base):
    """One exercise in one file of one student. `exercise` is empty for a file that solves none."""

    __tablename__ = "results"
    student: Mapped[str] = mapped_column(String(255), primary_key=True)
    file: Mapped[str] = mapped_column(String(512), primary_key=True)
    exercise: Mapped[str] = mapped_column(String(255), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), index=True)
    outcome: Mapped[str] = mapped_column(String(32))
    score: Mapped[float] = mapped_column(Float)
    max_score: Mapped[float] = mapped_column(Float)
    report: Mapped[dict[str, Any]] = mapped_column(JSON)
    graded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
