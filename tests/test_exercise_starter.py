"""The file that a student begins with: it can be read and run, asks for the right thing, and does nothing yet."""

from __future__ import annotations

import ast
import inspect
import os
import subprocess
import sys

import pytest

from grader.exercise import Exercise, UnknownExercise, bundled, find
from grader.worker.load import decode, describe_function, parse

EACH = pytest.mark.parametrize("exercise", [pytest.param(exercise, id=exercise.id) for exercise in bundled()])
EACH_FUNCTION = pytest.mark.parametrize(
    "exercise", [pytest.param(each, id=each.id) for each in bundled() if each.id == each.symbol]
)


def definition_in(starter: str) -> ast.FunctionDef:
    (definition,) = (node for node in parse(starter, "starter.py").body if isinstance(node, ast.FunctionDef))
    return definition


def made(exercise: Exercise):
    """The module that the starter becomes, as a dictionary."""
    names: dict[str, object] = {"__name__": "starter"}
    exec(compile(exercise.starter(), "starter.py", "exec", dont_inherit=True), names)
    return names


@EACH
def test_a_starter_is_a_docstring_the_imports_and_one_function(exercise: Exercise) -> None:
    tree = ast.parse(exercise.starter())
    assert ast.get_docstring(tree) == f"{exercise.title} ({exercise.source})."
    kinds = [type(node).__name__ for node in tree.body]
    kind = "ClassDef" if isinstance(exercise.implementation(), type) else "FunctionDef"
    assert kinds == ["Expr", "Import", *["ImportFrom"] * (len(kinds) - 3), kind]
    assert {node.module for node in tree.body if isinstance(node, ast.ImportFrom)} <= {"jaxtyping", "torch"}


@EACH_FUNCTION
def test_the_signature_is_that_of_the_reference_to_the_letter(exercise: Exercise) -> None:
    reference = inspect.unwrap(exercise.implementation())
    function = made(exercise)[exercise.symbol]
    assert callable(function)
    theirs, ours = inspect.signature(function), inspect.signature(reference)
    assert list(theirs.parameters) == list(ours.parameters)
    assert [p.kind for p in theirs.parameters.values()] == [p.kind for p in ours.parameters.values()]
    (definition,) = ast.parse(inspect.getsource(reference)).body
    assert isinstance(definition, ast.FunctionDef)
    started = definition_in(exercise.starter())
    assert ast.unparse(started.args) == ast.unparse(definition.args)
    assert ast.unparse(started.returns) == ast.unparse(definition.returns)
    assert started.decorator_list == []


@EACH
def test_the_docstring_is_that_of_the_reference_word_for_word(exercise: Exercise) -> None:
    function = made(exercise)[exercise.symbol]
    assert (function.__doc__ or "").strip() == (inspect.unwrap(exercise.implementation()).__doc__ or "").strip()
    assert function.__doc__


@EACH_FUNCTION
def test_a_starter_does_nothing_but_say_so_and_counts_as_empty(exercise: Exercise) -> None:
    *_, last = definition_in(exercise.starter()).body
    assert ast.unparse(last) == "raise NotImplementedError"
    assert len(definition_in(exercise.starter()).body) == 2
    function = made(exercise)[exercise.symbol]
    assert callable(function)
    with pytest.raises(NotImplementedError):
        function(**dict.fromkeys(inspect.signature(function).parameters))
    symbol = describe_function(exercise.id, function)
    assert symbol.parameters is not None
    required = inspect.signature(exercise.implementation()).parameters.values()
    assert [each.required for each in symbol.parameters] == [each.default is each.empty for each in required]


@EACH
def test_a_starter_says_nothing_of_the_answer(exercise: Exercise) -> None:
    body = inspect.getsource(inspect.unwrap(exercise.implementation())).rsplit('"""', 1)[1]
    answers = [line.strip() for line in body.splitlines() if len(line.strip()) > 16]
    assert answers
    assert not [line for line in answers if line in exercise.starter()]
    assert "reference" not in {
        node.module for node in ast.walk(ast.parse(exercise.starter())) if isinstance(node, ast.ImportFrom)
    }
    assert "@checked" not in exercise.starter()


@EACH
def test_a_starter_is_text_that_the_worker_can_read_and_ends_with_one_line_end(exercise: Exercise) -> None:
    starter = exercise.starter()
    assert decode(starter.encode(), "starter.py") == starter
    assert starter.endswith("NotImplementedError\n")
    assert not any(line != line.rstrip() or "\t" in line or len(line) > 120 for line in starter.splitlines())


def test_starters_hints_and_points_load_no_torch() -> None:
    code = (
        "import sys\n"
        "from grader.exercise import bundled\n"
        "texts = [exercise.starter() for exercise in bundled()]\n"
        "assert len(texts) == 33 and all('NotImplementedError' in text for text in texts)\n"
        "assert all(exercise.hints and exercise.weights for exercise in bundled())\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & "
        "{'torch', 'numpy', 'jaxtyping', 'typeguard', 'pydantic', 'rich', 'typer', 'reference'}))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], env=os.environ, capture_output=True, text=True, check=True)
    # `reference` is a package that holds nothing: finding the file of one of its modules imports it.
    assert ran.stdout.strip() in ("[]", "['reference']")


def test_an_exercise_that_does_not_exist_is_answered_with_those_that_do() -> None:
    with pytest.raises(UnknownExercise) as caught:
        find("rnn_sell")
    known = ", ".join(exercise.id for exercise in bundled())
    assert str(caught.value) == f"There is no exercise `rnn_sell`. Known: {known}."
