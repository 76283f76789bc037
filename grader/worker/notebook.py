"""A notebook from its bytes: its code cells, each as Python with a name of its own."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from .magics import magic_that_takes, plain_python
from .probe import Failure, Frame, Submission
from .reading import LoadError, parse, remember

MOST_CODE = 1 << 20
"""Characters in the code cells of a notebook. Its outputs may be many times as large."""

_MAX_TEXT = 400
_VERSION = 4
_LACKS = re.compile(r"missing an? (?:expected )?key: (\w{1,40})$")
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})( .*)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A code cell. `file`: its name in tracebacks. `tree` is None where it is no Python: `failure` says why."""

    file: str
    text: str
    tree: ast.Module | None
    failure: Failure | None = None


def is_notebook(submission: Submission) -> bool:
    """By the ending of its name."""
    return submission.file.lower().endswith(".ipynb")


def cells_of(source: bytes, file: str) -> tuple[Cell, ...]:
    """The code cells that are not empty. `answer.ipynb, cell 3` is the third code cell of all.

    Raises:
        LoadError: the file is no notebook, or is none of Python.
    """
    texts = list(_code(_read(source, file), file))
    if not any(text.strip() for text in texts):
        raise LoadError(Failure("no_exercise", "", "There is no code in the notebook: there is nothing to check yet."))
    if (size := sum(map(len, texts))) > MOST_CODE:
        told = f"The code cells of the notebook have {size} characters, more than the {MOST_CODE} that are read."
        raise LoadError(Failure("too_big", "", told))
    return tuple(_cell(text, f"{file}, cell {number}") for number, text in enumerate(texts, start=1) if text.strip())


def _cell(text: str, file: str) -> Cell:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    python = remember(plain_python(text), file)
    if (magic := magic_that_takes(text)) is not None:
        told = f"`%%{magic}` takes the whole cell, so that nothing in it is defined in the notebook"
        line = next(number for number, line in enumerate(text.split("\n"), start=1) if line.strip())
        frame = Frame(file, line, "", text.split("\n")[line - 1][:_MAX_TEXT])
        return Cell(file, text, None, Failure("syntax_error", "", told, (frame,)))
    try:
        return Cell(file, python, parse(python, file, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT))
    except LoadError as error:
        return Cell(file, python, None, error.failure)


def _read(source: bytes, file: str) -> dict[str, Any]:
    """The notebook as of version 4, whatever it is saved as. Its outputs are not looked at."""
    import nbformat
    import nbformat.reader

    if not source.strip():
        raise LoadError(Failure("empty_file", "", "the file is empty"))
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LoadError(Failure("undecodable", "", f"the file is not text in UTF-8: {error}")) from None
    try:
        return cast("dict[str, Any]", nbformat.convert(nbformat.reader.reads(text), _VERSION))
    except MemoryError:
        raise
    except Exception as error:  # nbformat trusts the file: what is missing may be any error
        raise LoadError(_broken(text, file, error)) from None


def _broken(text: str, file: str, error: Exception) -> Failure:
    """Why a file is no notebook, with the line where its JSON breaks off."""
    if conflict := _CONFLICT.search(text):
        return Failure("merge_conflict", "", "", (_at(text, file, conflict.start()),))
    try:
        tree: object = json.loads(text)
    except json.JSONDecodeError as broken:
        told = f"The notebook's JSON breaks here: {broken.msg}. Save it again in Jupyter or Colab, or download it anew."
        return Failure("broken_notebook", "", told, (_at(text, file, broken.pos),))
    except (RecursionError, ValueError):
        told = "The notebook's JSON is nested too deeply, or has numbers that are too long to be read."
        return Failure("broken_notebook", "", told)
    version = _dict(tree).get("nbformat")
    if type(version) is int and not 0 < version <= _VERSION:
        told = f"The notebook is of version {version} of its format. Save it as version {_VERSION}."
    else:
        lacks = f": it lacks `{key.group(1)}`" if (key := _LACKS.search(str(error))) else ""
        told = f"The file is JSON, but not a notebook that can be read{lacks}. Save it again in Jupyter or Colab."
    return Failure("broken_notebook", type(error).__name__, told)


def _at(text: str, file: str, position: int) -> Frame:
    """The place of a character of the file, with its line, if that is short enough to be shown."""
    start, end = text.rfind("\n", 0, position) + 1, text.find("\n", position)
    line = text[start : end if end >= 0 else len(text)]
    return Frame(file, text.count("\n", 0, position) + 1, "", line if len(line) <= _MAX_TEXT else "")


def _code(notebook: dict[str, Any], file: str) -> Iterator[str]:
    """The text of every code cell, empty ones too: they count."""
    metadata = _dict(notebook.get("metadata"))
    language = _dict(metadata.get("kernelspec")).get("language") or _dict(metadata.get("language_info")).get("name")
    if isinstance(language, str) and language and not language.lower().startswith(("python", "ipython")):
        told = f"The notebook is for {language[:40]}, not for Python. Choose a Python kernel and save it again."
        raise LoadError(Failure("broken_notebook", "", told))
    cells: object = notebook.get("cells")
    if not isinstance(cells, list):
        told = "The notebook has no list of cells. Save it again in Jupyter or Colab, or download it anew."
        raise LoadError(Failure("broken_notebook", "", told))
    for cell in cast("Iterable[object]", cells):
        if _dict(cell).get("cell_type") == "code":
            source: object = _dict(cell).get("source", "")
            yield "".join(map(str, cast("Iterable[object]", source))) if isinstance(source, list) else str(source)


def _dict(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}
