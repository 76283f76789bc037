"""From Python: the same report for a live function as from the command."""

from __future__ import annotations

import gc
import importlib.util
import linecache
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import torch

from grader import check
from grader.exercise import UnknownExercise
from grader.sandbox.files import UnusableFile


@pytest.fixture
def module(submission_folder: Path) -> Callable[[str], ModuleType]:
    def load(submission: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(Path(submission).stem, submission_folder / submission)
        assert spec is not None
        assert spec.loader is not None
        loaded = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(loaded)
        return loaded

    return load


@pytest.mark.parametrize(
    "submission",
    [
        "right/rnn_cell/einsum.py",
        "right/rnn_cell/lambda_expression.py",
        "right/rnn_cell/callable_class.py",
        "wrong/rnn_cell/transposed_w_xh.py",
        "wrong/rnn_cell/column_w_hh.py",
        "wrong/rnn_cell/squeeze.py",
        "wrong/rnn_cell/modifies_h.py",
        "faulty/wrong_names.py",
    ],
)
def test_a_live_function_gets_the_report_of_its_file(trysquare, module, submission: str) -> None:
    live = check(module(submission).rnn_cell, "rnn_cell").as_json()
    (of_file,) = trysquare("check", "--format", "json", "--exercise", "rnn_cell", trysquare.copy(submission)).reports
    for key in ("exercise", "outcome", "score", "stages", "mistake"):
        assert live[key] == of_file[key]
    for ours, theirs in zip(live["findings"], of_file["findings"], strict=True):
        assert {**ours, "line": theirs["line"]} == theirs
        assert ours["line"] in (theirs["line"], None)


def test_a_live_function_says_that_no_limits_apply(module) -> None:
    report = check(module("right/rnn_cell/mm.py").rnn_cell)
    assert report.environment.isolation == "none"
    assert report.outcome == "passed"
    assert str(report).splitlines()[0].startswith("✓ rnn_cell — passed")


def test_a_file_is_checked_in_a_process_of_its_own(submission_folder: Path) -> None:
    report = check(submission_folder / "faulty/os_exit.py", timeout=5)
    assert report.environment.isolation == "process"
    assert [finding.kind for finding in report.findings] == ["exited"]


def test_unknown_names_and_files_are_refused(module) -> None:
    with pytest.raises(UnknownExercise, match="There is no exercise `helper`"):
        check(lambda X: X, "helper")
    with pytest.raises(UnusableFile, match="does not exist"):
        check("nowhere.py")


def test_a_file_of_several_exercises_needs_one_to_be_named(submission_folder: Path) -> None:
    with pytest.raises(ValueError, match="solves hidden_layer, rnn_cell"):
        check(submission_folder / "several/all_five.py")


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("<ipython-input-7-0123456789ab>", "cell In[7], line 8"),
        ("/tmp/ipython-input-12-3456.py", "cell In[12], line 8"),
        ("/tmp/ipykernel_321/654.py", "a notebook cell, line 8"),
    ],
)
def test_a_cell_of_a_notebook_is_called_what_the_notebook_calls_it(
    submission_folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, cell: str
) -> None:
    text = (submission_folder / "wrong/rnn_cell/column_w_hh.py").read_text(encoding="utf-8")
    monkeypatch.setitem(linecache.cache, name, (len(text), None, text.splitlines(keepends=True), name))
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(text, name, "exec"), names)
    shown = str(check(names["rnn_cell"]))
    assert f"  {cell}   return torch.tanh(X @ W_xh + H @ U + b_h)" in shown
    assert name not in shown


def test_a_live_class_gets_the_report_of_its_exercise(module) -> None:
    report = check(module("right/rnn_lm/from_scratch.py").RNNLM)
    assert (report.exercise, report.outcome) == ("rnn_lm", "passed")


def test_what_live_code_prints_and_raises_reaches_no_terminal_as_it_is(
    capsys: pytest.CaptureFixture[str], module
) -> None:
    report = check(module("kernel/prints_escapes.py").rnn_cell)
    assert capsys.readouterr() == ("", "")
    assert report.stdout == "hello\n"
    assert "The call raises ValueError: wiped" in str(report)
    assert "\x1b" not in str(report) + report._repr_html_() + report._repr_markdown_()


def test_a_check_leaves_torch_and_the_random_generators_as_they_were(module, submission_folder: Path) -> None:
    def state() -> tuple[object, ...]:
        torch_state = torch.get_num_threads(), torch.get_default_dtype(), torch.is_grad_enabled()
        return *torch_state, torch.get_rng_state().tolist(), random.getstate(), gc.get_freeze_count()

    gc.unfreeze()  # what an earlier test has frozen would stay so
    threads, solution = torch.get_num_threads(), module("right/rnn_cell/mm.py").rnn_cell
    torch.set_num_threads(2)
    torch.set_default_dtype(torch.float16)
    try:
        with torch.inference_mode(), torch.device("meta"):
            before = state()
            assert check(solution).outcome == "passed"
            assert check(submission_folder / "right/rnn_cell/mm.py").outcome == "passed"
            assert state() == before
    finally:
        torch.set_default_dtype(torch.float32)
        torch.set_num_threads(threads)


def test_importing_grader_loads_nothing() -> None:
    code = "import sys, grader; print([m for m in sys.modules if m.startswith('grader') or m == 'torch'])"
    assert subprocess.check_output([sys.executable, "-I", "-c", code], text=True).strip() == "['grader']"


def test_a_module_may_check_a_slow_program_while_it_is_imported() -> None:
    code = "from checks_when_imported import report; print(report.outcome)"
    here = Path(__file__).parent
    ran = subprocess.run([sys.executable, "-c", code], cwd=here, capture_output=True, text=True, check=True)
    assert (ran.stdout, ran.stderr) == ("passed\n", "")
