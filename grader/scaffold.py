"""A new exercise of one's own: a folder with all that it needs, derived from a typed function."""

from __future__ import annotations

import ast
import importlib
import inspect
from pathlib import Path
from typing import Any

from grader.exercise import Exercise

_CHAPTER = "mine"


class CannotScaffold(Exception):
    """Why no exercise can be made, in a sentence with the remedy."""


def scaffold(id: str, reference: str, folder: Path) -> Path:
    """Make `folder/mine/ID`, and name it in the folder's `CHAPTERS`. Nothing that is there is overwritten.

    Raises:
        CannotScaffold: the reference cannot be imported or is not annotated, or the exercise is there already.
    """
    _check(id, reference)
    target = folder / _CHAPTER / id
    if target.exists():
        raise CannotScaffold(f"{target} is already there.")
    chapters = _with_chapter(folder / "__init__.py", id)
    target.mkdir(parents=True)
    (folder / _CHAPTER / "__init__.py").touch()
    (folder / "__init__.py").write_text(chapters, encoding="utf-8")
    (target / "__init__.py").write_text(
        _DECLARATION.format(reference=reference, title=id.replace("_", " ").capitalize())
    )
    (target / "mistakes.py").write_text(_MISTAKES)
    return target


def _check(id: str, reference: str) -> None:
    module, _, name = reference.partition(":")
    if not id.isidentifier():
        raise CannotScaffold(f"`{id}` cannot be the name of a function.")
    try:
        function: Any = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise CannotScaffold(f"`{reference}` cannot be imported: {error}. Name it as MODULE:NAME.") from None
    if id != name:
        raise CannotScaffold(f"The id of an exercise is the name of its function: use `{name}`.")
    if not _is_annotated(function, reference, id):
        example = "Float[Tensor, 'n h']"
        raise CannotScaffold(f"`{name}` needs jaxtyping annotations, as {example}, on all arguments and its result.")


def _is_annotated(function: Any, reference: str, id: str) -> bool:
    from grader.contract import contract_of

    try:
        contract = contract_of(Exercise(reference, "", "", "", {}, ("", "", ""), id=id))
    except Exception:  # whatever stands in somebody's annotations
        return False
    arguments = set(inspect.signature(function).parameters)
    return arguments == {argument.name for argument in contract.arguments} and bool(contract.dimensions)


def _with_chapter(file: Path, id: str) -> str:
    """The text of a folder's `__init__.py` with the exercise in its `CHAPTERS`, and all else as it was."""
    text = file.read_text(encoding="utf-8") if file.exists() else '"""Exercises of our own, by chapter."""\n'
    named = [
        node
        for node in ast.parse(text).body
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and "CHAPTERS" in ast.unparse(node).split("=")[0]
    ]
    if not named:
        return f"{text}\nCHAPTERS = {{{_CHAPTER!r}: ({id!r},)}}\n"
    value = named[0].value
    try:
        chapters: dict[str, tuple[str, ...]] = dict(ast.literal_eval(value or ""))
    except (ValueError, TypeError):
        raise CannotScaffold(f"CHAPTERS in {file} is no plain dictionary: add `{id}` to it yourself.") from None
    chapters[_CHAPTER] = (*chapters.get(_CHAPTER, ()), id)
    line = ast.unparse(named[0]).split("=")[0].strip()
    return text.replace(ast.get_source_segment(text, named[0]) or "", f"{line} = {chapters!r}", 1)


_DECLARATION = '''"""{title}."""

from grader.exercise import Exercise

exercise = Exercise(
    reference="{reference}",
    title="{title}",
    task="",  # what is to be computed, from what, and in which shape
    source="",  # where it can be read
    stages={{"shape": 2, "dtype": 1, "value": 4, "gradient": 2, "purity": 1}},
    hints=("", "", ""),  # a question, a pointer, nearly the answer
)
'''

_MISTAKES = '''"""What students get wrong: small functions, the stage that each fails first, a sentence that helps."""

from grader.exercise import mistake

# @mistake(stage="value")
# def transposed_weight(X, W):
#     """`W` is transposed: which axis of it meets the last one of X?"""
#     return X @ W.T
'''
