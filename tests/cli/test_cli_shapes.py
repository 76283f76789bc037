"""`trace` and `shapes`: what a learner reads who asks what happens to the shapes."""

from __future__ import annotations

import json

import pytest

from grader.exercise import bundled


def test_a_program_is_shown_with_its_shapes_up_to_the_line_that_cannot_be(trysquare) -> None:
    ran = trysquare("trace", trysquare.copy("traced/scripts/ends_with_an_error.py", "mine.py"))
    assert ran.code == 1
    assert ran.lines[-12:] == [
        "  7 │ Y = torch.tanh(X)",
        "    │   torch.tanh(X) : (4, 3) → (4, 3)   ← elementwise",
        "    │   Y (4, 3)",
        "  8 │ Z = Y @ W",
        "    │   Y @ W : (4, 3) @ (5, 2) → impossible",
        "",
        "mine.py:8: A product of (4, 3) and (5, 2) does not exist: the inner sizes 3 and",
        "5 differ.",
        "Y : (4, 3)",
        "W : (5, 2)",
        "Python says: RuntimeError: mat1 and mat2 shapes cannot be multiplied (4x3 and",
        "5x2)",
    ]


def test_a_line_that_runs_again_with_other_shapes_tells_both(trysquare) -> None:
    ran = trysquare("trace", "--format", "json", trysquare.copy("traced/scripts/grows_in_a_loop.py"))
    assert ran.code == 0
    line = json.loads(ran.stdout)[0]["lines"][6]
    assert line["names"] == [["X", "(4, 2), then (4, 4)"]]
    assert [(each["text"], each["shapes"]) for each in line["operations"]] == [
        ("torch.tanh(X)", "(4, 1) → (4, 1)"),
        ("then", "(4, 2) → (4, 2)"),
        ("torch.cat([X, …], dim=1)", "(4, 1), (4, 1) → (4, 2)"),
        ("then", "(4, 2), (4, 2) → (4, 4)"),
    ]


def test_a_solution_is_shown_in_the_names_of_its_exercise_and_its_broadcast_is_marked(trysquare) -> None:
    ran = trysquare("trace", trysquare.copy("debugging/buggy/module_keeps_a_column.py"))
    assert ran.code == 0
    assert ran.lines[0].startswith("rnn_cell_concat in answer.py, with n = ")
    place = next(index for index, line in enumerate(ran.lines) if line.startswith(" 13 │"))
    assert ran.lines[place : place + 8] == [
        " 13 │         Z = torch.cat((X, H), dim=1) @ self.W",
        "    │           torch.cat((X, H), dim=1) : (n, d), (n, h) → (n, d+h)",
        "    │           … @ self.W               : (n, d+h) @ (d+h, 1) → (n, 1)",
        "    │           Z (n, 1)",
        " 14 │         Z = Z + self.b_h",
        "    │           Z + self.b_h : (n, 1) + (h,) → (n, h)",
        "    │                          ← stretched over h without an error",
        "    │           Z (n, h)",
    ]


def test_trace_says_what_it_cannot_trace(trysquare) -> None:
    ran = trysquare("trace", "nothing.py")
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr.startswith("nothing.py does not exist")


@pytest.mark.parametrize("exercise", [each.id for each in bundled()])
def test_every_reference_runs_in_shapes(trysquare, exercise: str) -> None:
    ran = trysquare("shapes", exercise)
    assert ran.code == 0, ran.stderr
    assert ran.stderr == ""
    assert "impossible" not in ran.stdout
    assert ran.lines[0].startswith(f"{exercise} — ")


def test_a_column_for_a_square_matrix_runs_and_is_wrong(trysquare) -> None:
    said = " ".join(trysquare("shapes", "rnn_cell", "--set", "W_hh=h,1").stdout.split())
    assert "H @ W_hh : (n, h) @ (h, 1) → (n, 1)" in said
    assert "XW + HW : (n, h) + (n, 1) → (n, h) ← stretched over h without an error" in said
    assert "`W_hh` is (h, 1) here. It should be (h, h)" in said
    assert "It has to be square" in said
    assert said.endswith("It runs, and the result has its right shape all the same. The numbers are wrong.")


def test_one_row_is_still_a_row(trysquare) -> None:
    said = " ".join(trysquare("shapes", "rnn_cell", "--set", "n=1").stdout.split())
    assert "With n = 1 the axis n is still there: `X` is (1, d), not (d,) and not a single number." in said


def test_shapes_that_do_not_fit_are_impossible(trysquare) -> None:
    ran = trysquare("shapes", "rnn_cell", "--set", "W_xh=h,d")
    assert ran.code == 0
    assert "X @ W_xh : (n, d) @ (h, d) → impossible" in " ".join(ran.stdout.split())


@pytest.mark.parametrize(
    ("exercise", "setting", "said"),
    [
        ("rnn_cell", "q=1", "`q=1` sets nothing of rnn_cell. Dimensions: n, d, h (--set n=1)."),
        ("rnn_cell", "n=0", "`n=0`: a size is a whole number from 1 to 4096."),
        ("rnn_cell", "X=q,d", "`X=q,d`: there is no dimension `q`."),
        ("rnn_cell", "X=n-,d", "`X=n-,d`: `n-` is no axis."),
        ("char_vocab", "n=1", "The inputs of char_vocab are not made from sizes: there is nothing to set."),
    ],
)
def test_what_cannot_be_set_is_said(trysquare, exercise: str, setting: str, said: str) -> None:
    ran = trysquare("shapes", exercise, "--set", setting)
    assert (ran.code, ran.stdout) == (2, "")
    assert ran.stderr.startswith(said)
