"""A notebook in the worker: which of its statements run, what is lost with a cell, and files made to do harm."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.worker.load import load, run_script
from grader.worker.notebook import MOST_CODE, cells_of
from grader.worker.probe import Loaded, Submission
from grader.worker.reading import LoadError

WANTED = ("rnn_cell", "hidden_layer", "RNNLM")

Load = Callable[..., Loaded]


@pytest.fixture
def loaded(submission_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Load]:
    """Load a notebook in this process; its finders and modules are gone afterwards."""
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.setattr(sys, "argv", list(sys.argv))

    def run(name: str, wanted: tuple[str, ...] = WANTED) -> Loaded:
        source = (submission_folder / "notebooks" / f"{name}.ipynb").read_bytes()
        return load(Submission("answer.ipynb", source, {}, (), wanted))[1]

    yield run
    sys.modules.pop("submission", None)


def names(loaded: Loaded) -> set[str]:
    assert loaded.failure is None
    return {symbol.name for symbol in loaded.symbols}


def notebook(*sources: str) -> bytes:
    cells = [{"cell_type": "code", "metadata": {}, "source": source, "outputs": []} for source in sources]
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}).encode()


def test_only_what_the_wanted_names_need_is_run(loaded: Load) -> None:
    assert names(loaded("demo_fails")) == {"rnn_cell"}
    assert names(loaded("magics")) == {"rnn_cell", "activation", "scale"}


def test_a_class_in_parts_is_put_together_and_a_constant_that_it_reads_is_there(loaded: Load) -> None:
    assert names(loaded("class_in_parts")) >= {"RNNLM", "add_to_class", "sigma", "forward"}
    assert "model" not in names(loaded("class_in_parts"))


def test_where_nothing_is_wanted_all_functions_are_told(loaded: Load) -> None:
    assert names(loaded("solves_nothing")) == {"affine"}


def test_a_symbol_knows_its_cell_and_its_line_there(loaded: Load) -> None:
    (rnn_cell,) = (symbol for symbol in loaded("ignores_arguments").symbols if symbol.name == "rnn_cell")
    assert (rnn_cell.file, rnn_cell.line) == ("answer.ipynb, cell 2", 2)


def test_empty_cells_count_and_markdown_does_not(loaded: Load) -> None:
    assert list(loaded("column").cells) == ["answer.ipynb, cell 1", "answer.ipynb, cell 3"]


def test_a_name_is_lost_with_the_cell_that_should_have_made_it(loaded: Load) -> None:
    lost = loaded("syntax_error").lost
    assert {name: failure.kind for name, failure in lost.items()} == {"rnn_cell": "syntax_error"}
    lost = loaded("import_is_missing").lost
    assert {name: failure.type for name, failure in lost.items()} == {"d2l": "ModuleNotFoundError"}


def test_a_name_that_comes_again_is_not_lost(loaded: Load) -> None:
    source = notebook("def rnn_cell(X: int", "def rnn_cell(X):\n    return X", "rnn_cell = undefined(rnn_cell)")
    module, found = load(Submission("again.ipynb", source, {}, (), WANTED))
    assert found.lost == {}
    assert module is not None
    assert module.rnn_cell(3) == 3


def test_changes_to_what_is_needed_are_made(loaded: Load) -> None:
    source = notebook(
        "sizes = {}\nsteps = []\nunused = []",
        "sizes['h'] = 4\nsteps.append(sizes)\nfor name in ('n', 'd'):\n    sizes[name] = 3\nunused.append(1 / 0)",
        "def rnn_cell():\n    return sizes, steps",
        "sizes['h'] = 5\nprint(rnn_cell())\nsizes.clear",
    )
    module, _ = load(Submission("changes.ipynb", source, {}, (), WANTED))
    assert module is not None
    assert module.rnn_cell()[0] == {"h": 5, "n": 3, "d": 3}
    assert len(module.rnn_cell()[1]) == 1
    assert not hasattr(module, "unused")


def test_a_function_of_that_name_inside_another_is_no_reason_to_run_a_demonstration(loaded: Load) -> None:
    source = notebook(
        "def rnn_cell(loss):\n    total = loss\n    return total", "total = loss = 1 / 0\nraise SystemExit"
    )
    module, found = load(Submission("scopes.ipynb", source, {}, (), WANTED))
    assert module is not None
    assert found.lost == {}


def test_an_import_from_the_future_holds_for_the_cells_below(loaded: Load) -> None:
    source = notebook("from __future__ import annotations", "def rnn_cell(X: Unknown) -> Nothing:\n    return X")
    module, found = load(Submission("future.ipynb", source, {}, (), WANTED))
    assert module is not None
    assert found.lost == {}


def test_as_a_program_every_cell_runs_up_to_its_first_error(
    submission_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.setattr(sys, "argv", list(sys.argv))
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    source = (submission_folder / "notebooks" / "script.ipynb").read_bytes()
    found = run_script(Submission("script.ipynb", source, {}))
    assert found.failure is not None
    assert (found.failure.type, found.failure.frames[-1].file) == ("NameError", "script.ipynb, cell 2")
    assert found.numbers == {"n": 32, "d": 28, "h": 64}
    assert found.trace is not None
    assert found.trace.operations[-1].place.file == "script.ipynb, cell 3"


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (b'{"cells":' + b"[" * 200_000 + b"]" * 200_000 + b"}", "broken_notebook"),
        (b'{"nbformat":' + b"9" * 10_000 + b"}", "broken_notebook"),
        (b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": {"a": 1}}', "broken_notebook"),
        (b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [1]}', "broken_notebook"),
        (b'{"nbformat": "4", "metadata": [], "cells": []}', "broken_notebook"),
        (b'{"nbformat": 4, "metadata": {}, "cells": []}', "no_exercise"),
        (b"NaN", "broken_notebook"),
        (b"\xff\xfe{}", "undecodable"),
        (b" \n", "empty_file"),
        (notebook("#" * (MOST_CODE + 1)), "too_big"),
    ],
    ids=["deep", "digits", "cells", "numbers", "version", "none", "nan", "utf_16", "blank", "code"],
)
def test_a_file_made_to_do_harm_is_a_failure_of_its_kind(source: bytes, kind: str) -> None:
    with pytest.raises(LoadError) as error:
        cells_of(source, "answer.ipynb")
    assert error.value.failure.kind == kind


def test_cells_that_python_cannot_parse_are_each_a_failure(loaded: Load) -> None:
    cells = cells_of(notebook("(" * 5000, "x = " + "-" * 100_000 + "1", "\0", "x = 1"), "a.ipynb")
    assert [cell.failure.kind if cell.failure else "" for cell in cells] == [*["syntax_error"] * 3, ""]


def test_many_lost_names_are_bounded(loaded: Load) -> None:
    source = notebook(
        "\n".join(f"x{number} = 1 / 0" for number in range(400)),
        "def rnn_cell():\n    return " + " + ".join(f"x{number}" for number in range(400)),
    )
    assert len(load(Submission("lost.ipynb", source, {}, (), WANTED))[1].lost) == 200
