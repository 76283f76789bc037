"""What every exercise declares: order, task, points, hints; and that none of it loads torch."""

import importlib
import os
import pkgutil
import subprocess
import sys

import pytest

import exercises
from exercises import CHAPTERS
from grader.contract import FLOAT, INT, contract_of
from grader.exercise import STAGES, find
from grader.judge.words import axes_in_words

IDS = [(chapter, id) for chapter, ids in CHAPTERS.items() for id in ids]
EACH = pytest.mark.parametrize(("chapter", "id"), IDS)


def exercise_of(chapter: str, id: str):
    return importlib.import_module(f"exercises.{chapter}.{id}").exercise


def test_chapters_and_folders_are_the_same():
    chapters = {module.name: module for module in pkgutil.iter_modules(exercises.__path__)}
    assert set(chapters) == set(CHAPTERS)
    for chapter, ids in CHAPTERS.items():
        folder = importlib.import_module(f"exercises.{chapter}").__path__
        assert {module.name for module in pkgutil.iter_modules(folder)} == set(ids)


def test_no_id_is_used_twice():
    ids = [id for _, id in IDS]
    assert len(ids) == len(set(ids))


def test_declarations_load_no_torch():
    modules = [f"exercises.{chapter}.{id}" for chapter, id in IDS]
    code = (
        f"import importlib, sys; [importlib.import_module(name) for name in {modules!r}]; print('torch' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


@EACH
def test_the_reference_is_a_function_of_the_same_name_or_the_class_that_the_task_names(chapter, id):
    module, name = exercise_of(chapter, id).reference.split(":")
    reference = getattr(importlib.import_module(module), name)
    assert callable(reference)
    assert name == id or (isinstance(reference, type) and name in exercise_of(chapter, id).task)


@EACH
def test_the_points_of_known_stages_sum_to_ten(chapter, id):
    stages = exercise_of(chapter, id).stages
    assert set(stages) <= set(STAGES)
    assert list(stages) == sorted(stages, key=STAGES.index)
    assert all(weight > 0 for weight in stages.values())
    assert sum(stages.values()) == 10


@EACH
def test_there_are_three_different_hints_and_the_first_is_a_question(chapter, id):
    hints = exercise_of(chapter, id).hints
    assert len(set(hints)) == 3
    assert hints[0].endswith("?")
    assert all("@" not in hint and "torch." not in hint for hint in hints)


@EACH
def test_the_task_names_every_argument_with_its_shape(chapter, id):
    task = " ".join(exercise_of(chapter, id).task.split())
    for argument in contract_of(find(id)).arguments:
        assert argument.name in task
        if argument.kind in (FLOAT, INT) and argument.axes:
            assert axes_in_words(argument.axes) in task


@EACH
def test_title_and_source_are_short_and_the_chapter_of_the_book_is_named(chapter, id):
    exercise = exercise_of(chapter, id)
    assert 0 < len(exercise.title) < 60
    assert not exercise.title.endswith(".")
    assert exercise.source.startswith("D2L ")
