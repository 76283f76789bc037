"""`verify`, `new`, `solution`: exercises tested, made, and at last shown."""

from __future__ import annotations

from pathlib import Path

import pytest

PACK = Path(__file__).parent.parent / "packs" / "geometry"
TRUTH = '''from jaxtyping import Float
from torch import Tensor


def affine(X: Float[Tensor, "n d"], W: Float[Tensor, "d k"], b: Float[Tensor, "k"]) -> Float[Tensor, "n k"]:
    """An affine map: `X W + b`."""
    return X @ W + b
'''


def test_a_pack_of_another_topic_is_verified_and_judges_like_the_bundled_ones(trysquare) -> None:
    verified = trysquare("verify", "centroid", "pairwise_distances", "--path", PACK)
    assert verified.lines[-1] == "2 of 2 exercises verified; 12 of 12 mutants rejected."
    assert verified.code == 0
    submission = PACK.parent / "geometry_submission.py"
    ran = trysquare("check", "--format", "json", submission, TRYSQUARE_EXERCISES=str(PACK))
    assert [(r["exercise"], r["outcome"]) for r in ran.reports] == [
        ("centroid", "passed"),
        ("pairwise_distances", "failed"),
    ]
    assert ran.reports[1]["mistake"]["id"] == "squared"
    assert ran.code == 1


def test_the_exercises_of_a_pack_are_listed_after_the_bundled_ones(trysquare) -> None:
    listed = trysquare("list", TRYSQUARE_EXERCISES=str(PACK)).lines
    assert listed.index("points") > listed.index("shapes")


def test_student_code_cannot_import_the_references_of_a_pack(trysquare) -> None:
    (trysquare.folder / "centroid.py").write_text("from geometry.truth import centroid\n")
    ran = trysquare("check", "--format", "json", "centroid.py", TRYSQUARE_EXERCISES=str(PACK))
    assert ran.reports[0]["findings"][0]["kind"] == "forbidden"


def test_a_new_exercise_is_scaffolded_from_a_typed_function_and_can_be_started_at_once(trysquare) -> None:
    (trysquare.folder / "truth.py").write_text(TRUTH)
    made = trysquare("new", "affine", "--reference", "truth:affine", "--path", "pack")
    assert made.lines == [
        "Made pack/mine/affine: fill in the task, the hints and the mistakes.",
        "Then: trysquare verify affine --path pack",
        "Students: TRYSQUARE_EXERCISES=pack trysquare start affine",
    ]
    started = trysquare("start", "affine", TRYSQUARE_EXERCISES="pack")
    assert started.code == 0
    assert "raise NotImplementedError" in (trysquare.folder / "affine.py").read_text()
    verified = trysquare("verify", "affine", "--path", "pack")
    assert verified.lines == [
        "✗ affine: 0 mistakes named, 6 of 6 mutants rejected (100%)",
        "    title, task and source should be there",
        "    three different hints should be there: a question, a pointer, nearly the answer",
        "    at least four mistakes should be known, and there are 0",
        "",
        "0 of 1 exercises verified; 6 of 6 mutants rejected.",
        "Again: trysquare verify affine --path pack",
    ]
    assert verified.code == 1


def test_a_second_new_exercise_joins_the_first(trysquare) -> None:
    (trysquare.folder / "truth.py").write_text(TRUTH + TRUTH.split("\n\n\n")[1].replace("affine", "affinity"))
    trysquare("new", "affine", "--reference", "truth:affine", "--path", "pack")
    trysquare("new", "affinity", "--reference", "truth:affinity", "--path", "pack")
    again = trysquare("new", "affinity", "--reference", "truth:affinity", "--path", "pack")
    assert (again.code, again.stderr.strip()) == (2, "pack/mine/affinity is already there.")
    assert "affinity" in trysquare("list", TRYSQUARE_EXERCISES="pack").stdout


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"""Ours."""\n\nN = 3\n', '"""Ours."""\n\nN = 3\n\nCHAPTERS = {\'mine\': (\'affine\',)}\n'),
        (
            '# Ours.\nCHAPTERS: dict = {\n    "mine": ["a"],  # one\n}\nN = 3\n',
            "# Ours.\nCHAPTERS: dict = {'mine': ('a', 'affine')}\nN = 3\n",
        ),
    ],
)
def test_what_else_stands_in_a_folder_of_exercises_stays(trysquare, before: str, after: str) -> None:
    (trysquare.folder / "truth.py").write_text(TRUTH)
    (trysquare.folder / "pack").mkdir()
    (trysquare.folder / "pack" / "__init__.py").write_text(before)
    assert trysquare("new", "affine", "--reference", "truth:affine", "--path", "pack").code == 0
    assert (trysquare.folder / "pack" / "__init__.py").read_text() == after


def test_chapters_that_are_computed_are_left_alone(trysquare) -> None:
    (trysquare.folder / "truth.py").write_text(TRUTH)
    (trysquare.folder / "pack").mkdir()
    (trysquare.folder / "pack" / "__init__.py").write_text("CHAPTERS = dict(mine=())\n")
    ran = trysquare("new", "affine", "--reference", "truth:affine", "--path", "pack")
    assert (ran.code, ran.stderr.split()) == (
        2,
        "CHAPTERS in pack/__init__.py is no plain dictionary: add `affine` to it yourself.".split(),
    )
    assert not (trysquare.folder / "pack" / "mine").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("affine", "--reference", "nowhere:affine"), "`nowhere:affine` cannot be imported"),
        (("other", "--reference", "truth:affine"), "The id of an exercise is the name of its function: use `affine`."),
        (("no-name", "--reference", "truth:affine"), "`no-name` cannot be the name of a function."),
        (("bare", "--reference", "truth:bare"), "`bare` needs jaxtyping annotations"),
    ],
)
def test_what_cannot_become_an_exercise_is_told_with_the_remedy(
    trysquare, arguments: tuple[str, ...], says: str
) -> None:
    (trysquare.folder / "truth.py").write_text(TRUTH + "\n\ndef bare(X, W):\n    return X @ W\n")
    ran = trysquare("new", *arguments)
    assert ran.code == 2
    assert says in ran.stderr


def test_the_solution_is_shown_after_a_pass_or_on_giving_up(trysquare) -> None:
    refused = trysquare("solution", "rnn_cell")
    assert (refused.code, refused.stdout) == (1, "")
    assert refused.stderr.splitlines() == [
        "You have not passed rnn_cell yet. A hint: trysquare hint rnn_cell",
        "To see the solution all the same: trysquare solution rnn_cell --give-up",
    ]
    shown = trysquare("solution", "rnn_cell", "--give-up")
    assert "milestone" not in shown.stdout
    assert "@checked" not in shown.stdout
    (trysquare.folder / "rnn_cell.py").write_text(shown.stdout)
    assert trysquare("check", "rnn_cell.py").code == 0
    assert trysquare("solution", "rnn_cell").stdout == shown.stdout


def test_the_solution_of_an_exercise_that_calls_another_one_stands_alone(trysquare) -> None:
    (trysquare.folder / "answer.py").write_text(trysquare("solution", "rnn_forward", "--give-up").stdout)
    ran = trysquare("check", "--format", "json", "--exercise", "rnn_forward", "answer.py")
    assert ran.reports[0]["outcome"] == "passed"


def test_a_folder_that_is_no_pack_is_wrong_usage(trysquare) -> None:
    ran = trysquare("verify", "--path", ".")
    assert ran.code == 2
    assert ran.stderr.startswith(". is no folder of exercises.")
