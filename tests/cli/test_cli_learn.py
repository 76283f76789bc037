"""`list`, `start`, `hint`: what a student meets before there is anything to check."""

from __future__ import annotations

import subprocess
import sys

import pytest


def test_a_starter_is_not_attempted_and_its_reference_docstring_is_in_it(trysquare) -> None:
    started = trysquare("start", "rnn_forward")
    assert started.code == 0
    assert started.lines[-1] == "Your file: rnn_forward.py. When you have something: trysquare check rnn_forward.py"
    source = (trysquare.folder / "rnn_forward.py").read_text(encoding="utf-8")
    assert 'X: Float[Tensor, "T n d"]' in source
    assert source.endswith("    raise NotImplementedError\n")
    ran = trysquare("check", "--format", "json", "rnn_forward.py")
    assert [(report["exercise"], report["outcome"]) for report in ran.reports] == [("rnn_forward", "not_attempted")]


def test_a_starter_overwrites_nothing_unless_told_to(trysquare) -> None:
    (trysquare.folder / "rnn_cell.py").write_text("mine\n")
    ran = trysquare("start", "rnn_cell")
    assert (ran.code, ran.stderr) == (2, "rnn_cell.py is already there. Use --force to overwrite it.\n")
    assert (trysquare.folder / "rnn_cell.py").read_text() == "mine\n"
    assert trysquare("start", "rnn_cell", "--force").code == 0
    assert "def rnn_cell(" in (trysquare.folder / "rnn_cell.py").read_text()


def test_the_list_shows_what_was_passed_and_what_is_nearly_right(trysquare) -> None:
    lines = trysquare("list").lines
    assert [*lines[:6], *lines[-2:]] == [
        "shapes",
        "  · hidden_layer           A hidden layer",
        "  · rnn_cell               One step of a recurrent layer",
        "  · rnn_cell_concat        One step with one product",
        "  · output_layer           The output layer",
        "  · rnn_forward            A recurrent layer over a sequence",
        "",
        "0 of 33 passed. Next: trysquare start hidden_layer",
    ]
    right = trysquare.copy("right/hidden_layer/operators.py", "a.py")
    wrong = trysquare.copy("wrong/rnn_cell/no_tanh.py", "b.py")
    trysquare("check", right, wrong)
    lines = trysquare("list").lines
    assert lines[1] == "  ✓ hidden_layer           A hidden layer"
    assert lines[2] == "  ✗ rnn_cell               One step of a recurrent layer  (best so far 40%)"
    assert lines[-1] == "1 of 33 passed. Next: trysquare start rnn_cell"


def test_what_was_passed_once_stays_passed(trysquare) -> None:
    trysquare("check", trysquare.copy("right/rnn_cell/mm.py"))
    trysquare("check", trysquare.copy("wrong/rnn_cell/no_tanh.py"))
    assert "  ✓ rnn_cell               One step of a recurrent layer" in trysquare("list").lines


def test_hints_come_one_after_the_other_and_the_last_again(trysquare) -> None:
    numbers = [trysquare("hint", "rnn_cell").stdout.split(":")[0] for _ in range(4)]
    assert numbers == ["Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3", "Hint 3 of 3"]


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"best": 3}'])
def test_unreadable_progress_is_no_progress(trysquare, broken: str) -> None:
    folder = trysquare.data / "trysquare"
    folder.mkdir()
    (folder / "progress.json").write_text(broken)
    assert trysquare("list").code == 0
    assert trysquare("hint", "rnn_cell").stdout.startswith("Hint 1 of 3")


def test_where_progress_cannot_be_kept_everything_else_works(trysquare) -> None:
    (trysquare.data / "trysquare").write_text("a file where the folder should be")
    ran = trysquare("hint", "rnn_cell")
    assert (ran.code, ran.stderr) == (0, "")


@pytest.mark.parametrize("command", [["list"], ["hint", "rnn_cell"], ["start", "rnn_cell"], ["--help"]])
def test_torch_is_not_loaded_before_it_is_needed(trysquare, command: list[str]) -> None:
    code = (
        "import sys; from grader.cli.app import app; "
        f"app({command!r}, standalone_mode=False); print([m for m in ('torch', 'numpy') if m in sys.modules])"
    )
    environment = {"XDG_DATA_HOME": str(trysquare.data), "PATH": ""}
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=trysquare.folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.splitlines()[-1] == "[]"


def test_a_check_loads_nothing_that_takes_seconds(trysquare) -> None:
    submission = trysquare.copy("wrong/rnn_cell/no_tanh.py")
    code = (
        "import sys, typer; from grader.cli.app import app\n"
        f"try: app(['check', {submission!r}], standalone_mode=False)\n"
        "except (typer.Exit, SystemExit): pass\n"
        "print([m for m in ('sympy', 'torch._dynamo') if m in sys.modules])"
    )
    environment = {"XDG_DATA_HOME": str(trysquare.data), "PATH": ""}
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=trysquare.folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.splitlines()[-1] == "[]"
