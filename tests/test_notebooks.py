"""Notebooks by the command: their definitions are judged, their demonstrations are not run, their cells are named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.xdist_group("notebooks")  # they are all judged once, for all tests

SHOWN = ("column", "raises_in_another_cell", "ignores_arguments", "magics", "syntax_error", "escapes")


def command(folder: Path, *arguments: str) -> str:
    """What `trysquare` prints, in this folder."""
    return subprocess.run(
        [str(Path(sys.executable).with_name("trysquare")), *arguments],
        cwd=folder,
        env={**os.environ, "XDG_DATA_HOME": str(folder), "COLUMNS": "80"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    ).stdout


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory: pytest.TempPathFactory, submission_folder: Path) -> Path:
    """A folder with all the notebooks."""
    folder = tmp_path_factory.mktemp("notebooks")
    for notebook in (submission_folder / "notebooks").glob("*.ipynb"):
        (folder / notebook.name).write_bytes(notebook.read_bytes())
    return folder


@pytest.fixture(scope="module")
def judged(notebooks: Path) -> dict[str, list[dict[str, Any]]]:
    """The JSON reports of all notebooks, by their names."""
    names = sorted(notebook.name for notebook in notebooks.glob("*.ipynb"))
    reports = json.loads(command(notebooks, "check", "--timeout", "4", "--format", "json", *names))
    return {name.removesuffix(".ipynb"): [each for each in reports if each["file"] == name] for name in names}


@pytest.fixture(scope="module")
def shown(notebooks: Path) -> list[str]:
    """The lines of some reports as text."""
    text = command(notebooks, "check", *(f"{name}.ipynb" for name in SHOWN))
    return [line.rstrip() for line in text.splitlines()]


def found(reports: list[dict[str, Any]]) -> list[tuple[str, str, int | None, str]]:
    (report,) = reports
    return [(each["stage"], each["kind"], each["line"], each["message"]) for each in report["findings"]]


@pytest.mark.parametrize(
    ("name", "exercises"),
    [
        ("right", ["rnn_cell"]),
        ("careless", ["rnn_cell"]),
        ("version_3", ["rnn_cell"]),
        ("demo_fails", ["rnn_cell"]),
        ("later_counts", ["hidden_layer", "rnn_cell"]),
        ("class_in_parts", ["rnn_lm"]),
        ("annotated", ["rnn_cell"]),
    ],
)
def test_what_a_notebook_defines_is_judged_whatever_its_demonstrations_do(
    judged, name: str, exercises: list[str]
) -> None:
    assert [(each["exercise"], each["outcome"]) for each in judged[name]] == [(id, "passed") for id in exercises]
    assert all(each["stdout"] == "" for each in judged[name])


def test_a_finding_says_its_cell_and_the_line_in_it(judged, shown) -> None:
    assert found(judged["column"])[0][:3] == ("value", "silent_broadcast", 3)
    assert found(judged["column"])[0][3].startswith("In cell 3, line 3: X @ W_xh : (n, d) @ (d, h) → (n, h)")
    place = shown.index("  column.ipynb, cell 3, line 3   return torch.tanh(X @ W_xh + H @ U + b_h)")
    assert shown[place + 1].strip() == "~~~~~~~~~~~~~~~~"
    assert "  the same number. The 1 comes from `W_hh[:, :1]` in line 2. Which shape would" in shown


def test_magics_stay_out_of_the_way_and_lines_keep_their_numbers(judged, shown) -> None:
    assert judged["magics"][0]["mistake"]["id"] == "transposed_w_hh"
    assert {line for _, _, line, _ in found(judged["magics"])} == {4}
    assert "  magics.ipynb, cell 5, line 4   return activation(X @ W_xh + H @ W_hh.T + b_h)" in shown


def test_a_call_through_several_cells_names_each_of_them(shown) -> None:
    assert "  raises_in_another_cell.ipynb, cell 2, line 3   return A @ B" in shown
    assert "  called from raises_in_another_cell.ipynb, cell 3, line 2: return" in shown


def test_a_finding_at_the_function_itself_has_the_line_of_its_cell(shown) -> None:
    assert "  ignores_arguments.ipynb, cell 2, line 2   def rnn_cell(X, H):" in shown


def test_a_cell_that_is_no_python_loses_its_own_definitions(judged, shown) -> None:
    hidden_layer, rnn_cell = judged["syntax_error"]
    assert hidden_layer["outcome"] == "passed"
    told = "Python cannot read this line: '(' was never closed."
    assert found([rnn_cell]) == [("loads", "syntax_error", 3, f"In cell 2, line 3: {told}")]
    assert "  syntax_error.ipynb, cell 2, line 3   return torch.tanh(X @ W_xh + H @ W_hh + b_h" in shown


def test_a_cell_that_a_magic_takes_says_so(judged) -> None:
    told = (
        "In cell 2, line 1: Python cannot read this line: `%%writefile` takes the whole cell, so that nothing in it "
        "is defined in the notebook."
    )
    assert found(judged["taken_by_a_magic"]) == [("loads", "syntax_error", 1, told)]


def test_a_name_that_is_not_there_says_which_cell_should_have_made_it(judged) -> None:
    told = (
        "In cell 2, line 2: The call raises NameError: name 'd2l' is not defined, because import_is_missing.ipynb, "
        "cell 1, line 3, failed: ModuleNotFoundError: No module named 'd2l_that_is_not_there'"
    )
    assert found(judged["import_is_missing"]) == [("runs", "exception", 2, told)]


def test_what_a_function_needs_is_run_and_may_take_too_long(judged) -> None:
    assert [each[:3] for each in found(judged["endless"])] == [("loads", "timeout", 2)]


def test_annotations_in_a_notebook_are_checked_too(judged) -> None:
    ((stage, kind, _, message),) = found(judged["annotated"])
    assert (stage, kind) == ("shape", "annotation")
    assert "The result of `rnn_cell` should be (n, d)" in message


@pytest.mark.parametrize(
    ("name", "kind", "line", "message"),
    [
        ("broken_json", "broken_notebook", 45, "The notebook's JSON breaks here: "),
        ("conflict", "merge_conflict", 6, "A merge-conflict marker is left in the file."),
        ("empty", "empty_file", None, "The file is empty"),
        ("julia", "broken_notebook", None, "The notebook is for julia, not for Python."),
        ("latin_1", "undecodable", None, "The file is not text in UTF-8."),
        ("list", "broken_notebook", None, "The file is JSON, but not a notebook that can be read."),
        ("no_metadata", "broken_notebook", None, "The file is JSON, but not a notebook that can be read: it lacks"),
        ("no_notebook", "broken_notebook", None, "The file is JSON, but not a notebook that can be read: it lacks"),
        ("only_text", "no_exercise", None, "There is no code in the notebook"),
        ("version_5", "broken_notebook", None, "The notebook is of version 5 of its format. Save it as version 4."),
    ],
)
def test_a_file_that_is_no_notebook_is_a_report_that_says_why(
    judged, name: str, kind: str, line: int | None, message: str
) -> None:
    (finding,) = found(judged[name])
    assert finding[:3] == ("loads", kind, line)
    assert finding[3].startswith(message)
    assert judged[name][0]["exercise"] is None


def test_a_notebook_that_solves_nothing_says_what_it_defines(judged) -> None:
    assert "It defines `affine`" in found(judged["solves_nothing"])[0][3]


def test_a_starter_in_a_notebook_is_not_attempted(judged) -> None:
    assert judged["starter"][0]["outcome"] == "not_attempted"


def test_a_notebook_cannot_read_the_answers(judged) -> None:
    assert [each[:3] for each in found(judged["reads_answers"])] == [("loads", "forbidden", 2)]


def test_escape_sequences_in_a_notebook_reach_no_terminal(shown) -> None:
    assert "  The call raises ValueError: <script>alert(1)</script>" in shown
    assert not any("\x1b" in line for line in shown)


@pytest.mark.parametrize(("mebibytes", "kinds"), [(12, []), (17, ["too_big"])])
def test_the_plots_in_a_notebook_may_be_large_up_to_a_bound(
    notebooks, tmp_path, mebibytes: int, kinds: list[str]
) -> None:
    notebook = json.loads((notebooks / "right.ipynb").read_text(encoding="utf-8"))
    notebook["cells"][-1]["outputs"][1]["data"]["image/png"] = "A" * (mebibytes << 20)
    (tmp_path / "plots.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (report,) = json.loads(command(tmp_path, "check", "--format", "json", "plots.ipynb"))
    assert [finding["kind"] for finding in report["findings"]] == kinds


def test_the_sandbox_reads_notebooks_too(trysquare) -> None:
    for name in ("magics.ipynb", "import_is_missing.ipynb"):
        trysquare.copy(f"notebooks/{name}", name)
    ran = trysquare("check", "--isolation", "bubblewrap", "--format", "json", "magics.ipynb", "import_is_missing.ipynb")
    magics, missing = ran.reports
    assert magics["mistake"]["id"] == "transposed_w_hh"
    assert "In the sandbox there are" in missing["findings"][0]["message"]


def test_a_trace_shows_the_cells_in_which_something_happens(notebooks) -> None:
    listings = json.loads(command(notebooks, "trace", "--format", "json", "magics.ipynb"))
    assert [(each["file"], each["exercise"]) for each in listings] == [
        ("magics.ipynb, cell 4", "rnn_cell"),
        ("magics.ipynb, cell 5", "rnn_cell"),
    ]
    assert [line["text"] for line in listings[0]["lines"]][:2] == ["files = None  # files = !ls", "# torch.tanh?"]


def test_a_notebook_that_solves_nothing_is_traced_as_jupyter_would_run_it(notebooks) -> None:
    lines = command(notebooks, "trace", "script.ipynb").splitlines()
    assert "script.ipynb, cell 2, with n = 32, d = 28, h = 64" in lines
    assert "    │   X @ W : (n, d) @ (d, h) → (n, h)" in lines
    assert "script.ipynb, cell 2, line 3: The call raises NameError: name 'broken' is not" in lines


def test_a_trace_of_a_function_that_is_lost_says_which_cell_failed(notebooks) -> None:
    lines = command(notebooks, "trace", "--exercise", "rnn_cell", "syntax_error.ipynb").splitlines()
    assert "syntax_error.ipynb, cell 2, line 3: Python cannot read this line: '(' was never" in lines


def test_a_notebook_may_import_the_files_beside_it(trysquare) -> None:
    name = trysquare.copy("notebooks/imports_a_file.ipynb", "imports_a_file.ipynb")
    trysquare.copy("notebooks/steps.py", "steps.py")
    (report,) = trysquare("check", "--format", "json", name).reports
    assert report["outcome"] == "passed"
