"""Submissions that are alike: copies are found whatever was changed in them; honest solutions are not told."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.classroom.fingerprints import definitions
from grader.classroom.gather import Handed
from grader.classroom.similar import similar
from grader.exercise import bundled
from grader.render.similar import render_similar

COPIED = "right/rnn_forward/custom_autograd.py"
OTHER = "right/rnn_forward/einsum.py"


@pytest.fixture
def text(submission_folder: Path) -> Callable[[str], str]:
    return lambda name: (submission_folder / name).read_text()


def handed(student: str, source: str, name: str = "rnn_forward.py") -> Handed:
    return Handed(student, {name: source.encode()})


def disguised(source: str) -> str:
    """The same program with other names, comments, layout and order of definitions."""
    for name, other in (("X", "batch"), ("H", "state"), ("states", "found"), ("dZ", "inner"), ("Forward", "Mine")):
        source = re.sub(rf"\b{name}\b", other, source)
    imports, first, second = re.split(r"\n(?=class |def )", source)
    return "\n".join([imports, "", "# all mine", second, first.replace(" = ", "  =  ")])


def test_a_copy_with_other_names_comments_layout_and_order_is_found(text) -> None:
    (pair,) = similar([handed("ada", text(COPIED)), handed("bob", disguised(text(COPIED))), handed("eve", text(OTHER))])
    assert (pair.first, pair.second, pair.identical) == ("ada", "bob", ())
    assert pair.share > 0.9
    (place,) = pair.places
    assert (place.name, place.first_file) == ("Forward", "rnn_forward.py")
    shared = {(row.first.text.strip(), row.second.text.strip()) for row in place.rows if row.first and row.second}
    assert ("states = [H]", "found  =  [state]") in shared


def test_a_function_copied_into_a_longer_file_is_found(text) -> None:
    long = "\n\n".join(text(name) for name in (OTHER, "right/beam_search/recursion.py", COPIED))
    (pair,) = similar([handed("ada", text(COPIED)), handed("bob", long, "all_of_it.py")])
    assert [place.name for place in pair.places] == ["Forward"]


def test_a_copy_with_some_lines_more_and_some_changed_is_found(text) -> None:
    changed = text(COPIED).replace("        dH = d_last\n", "        dH = d_last\n        print(dH.shape)\n")
    changed = changed.replace("(1 - states[t + 1] ** 2)", "(1.0 - states[1 + t].square())")
    (pair,) = similar([handed("ada", text(COPIED)), handed("bob", changed)])
    assert 0.7 <= pair.share < 1


def test_identical_files_are_told_and_shown_once_for_all_who_have_them(text) -> None:
    hands = [handed(student, text(COPIED)) for student in ("ada", "bob", "eve")]
    pairs = similar([*hands, handed("fay", text(OTHER))])
    assert [(pair.first, pair.second) for pair in pairs] == [("ada", "bob"), ("ada", "eve"), ("bob", "eve")]
    assert all((pair.identical, pair.share) == (("rnn_forward.py",), 1) for pair in pairs)
    told = render_similar(pairs, 4, width=120)
    assert told.count("class Forward(") == 2
    assert "\nada, bob and eve: 166 words alike\n\n  Forward in rnn_forward.py: the same file\n" in told


def test_two_files_of_one_student_are_no_pair(text) -> None:
    assert similar([Handed("ada", {"a.py": text(COPIED).encode(), "b.py": text(COPIED).encode()})]) == []


def test_starters_and_references_are_no_evidence() -> None:
    given = {f"{each.id}_{name}.py": getattr(each, name)() for each in bundled() for name in ("starter", "solution")}
    files = {name: source.encode() for name, source in given.items()}
    assert similar([Handed("ada", files), Handed("bob", files)]) == []


def test_honest_solutions_are_hardly_ever_told(submission_folder: Path) -> None:
    told = possible = 0
    for folder in sorted((submission_folder / "right").iterdir()):
        files = [file for file in folder.glob("*.py") if not file.name.startswith("_")]
        told += len(similar([Handed(file.stem, {f"{folder.name}.py": file.read_bytes()}) for file in files]))
        possible += len(files) * (len(files) - 1) // 2
    assert possible > 3000
    assert told <= 4  # two demonstrations below a solution, two cells in the words of the book, two loops over a layer


def test_what_many_have_is_no_evidence_and_a_copy_among_them_still_is(text) -> None:
    common = text("right/bleu/counters.py")
    everybody = [handed(f"s{number}", f"# {number}\n{common}") for number in range(30)]
    assert similar(everybody) == []
    copied = f"{common}\n\n{text(COPIED)}"
    everybody[3], everybody[9] = handed("s3", f"# mine\n{copied}"), handed("s9", copied)
    (pair,) = similar(everybody)
    assert (pair.first, pair.second, [place.name for place in pair.places]) == ("s3", "s9", ["Forward"])


def test_only_the_exercise_that_is_asked_for_is_compared(text) -> None:
    both = {"rnn_forward.py": text(COPIED), "beam_search.py": text("right/beam_search/recursion.py")}
    hands = [Handed(student, {name: source.encode() for name, source in both.items()}) for student in ("ada", "bob")]
    assert similar(hands)[0].identical == ("beam_search.py", "rnn_forward.py")
    assert similar(hands, "beam_search")[0].identical == ("beam_search.py",)
    assert similar(hands, "rnn_cell") == []


def test_the_least_share_decides(text) -> None:
    names = {"ada": "recursion", "bob": "stops_early"}
    hands = [handed(student, text(f"right/beam_search/{name}.py")) for student, name in names.items()]
    assert similar(hands) == []
    assert len(similar(hands, least=0.6)) == 1


def test_files_that_cannot_be_parsed_are_compared_and_nothing_is_run(text, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    broken = f"import pathlib; pathlib.Path({str(mark)!r}).touch()\n{text(COPIED)}\n    return (((\n"
    (pair,) = similar([handed("ada", broken), handed("bob", f'{disguised(text(COPIED))}\n  """')])
    assert pair.share > 0.9
    assert not mark.exists()


def test_notebooks_are_compared_by_their_code(text) -> None:
    lines = text(COPIED).splitlines(keepends=True)
    cells = [{"cell_type": "markdown", "source": ["# H"]}, {"cell_type": "code", "source": lines}]
    notebook = json.dumps({"cells": cells, "nbformat": 4})
    (pair,) = similar([handed("ada", text(COPIED)), handed("bob", notebook, "rnn_forward.ipynb")])
    assert pair.identical == ("rnn_forward.py",)
    assert {place.second_file for place in pair.places} == {"rnn_forward.ipynb"}


def test_a_damaged_notebook_is_no_error(text) -> None:
    for damaged in ("[" * 100_000, "{}", '{"cells": 1}', '{"cells": [{"cell_type": "code"}]}'):
        assert similar([handed("ada", damaged, "a.ipynb"), handed("bob", text(COPIED), "a.ipynb")]) == []


def test_what_hostile_files_say_is_shown_escaped_and_short(text) -> None:
    hostile = text(COPIED).replace("states = [H]", f"states = [H]  # \x1b[2J\u202e{'=' * 5000}")
    pairs = similar([handed("ada", hostile), handed("bob", disguised(text(COPIED)))])
    told = render_similar(pairs, 2, width=80)
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert r"\x1b[2J\u202e" in pairs[0].places[0].rows[2].first.text
    assert max(map(len, told.splitlines())) <= 80
    assert max(len(row.first.text) for row in pairs[0].places[0].rows if row.first) <= 160


@pytest.mark.parametrize("unit", ["(", "x.", "\0", "@", "f'{x!r:", "\N{MATHEMATICAL BOLD CAPITAL X}", "def f(", '"""'])
def test_no_file_takes_long_to_read(unit: str) -> None:
    started = time.process_time()
    definitions(unit * ((1 << 16) // len(unit)))
    assert time.process_time() - started < 10


def test_the_command_says_that_likeness_is_no_proof_and_shows_both_sides(trysquare, text, tmp_path: Path) -> None:
    for student, source in (("ada", text(COPIED)), ("bob", disguised(text(COPIED))), ("eve", text(OTHER))):
        (tmp_path / "class" / student).mkdir(parents=True)
        (tmp_path / "class" / student / "rnn_forward.py").write_text(source)
    ran = trysquare("similar", tmp_path / "class", COLUMNS="110")
    assert ran.code == 0
    assert ran.stdout.startswith("1 pair of 3 students is alike beyond what is given. Likeness is no proof of copying:")
    assert "ada and bob: 160 words alike" in ran.lines
    (given,) = (line for line in ran.lines if "states = [H]" in line)
    assert re.fullmatch(r" +9 +states = \[H\] +14 +found  =  \[state\]", given)
    (own,) = (line for line in ran.lines if "dH = dZ[t]" in line)
    assert re.fullmatch(r" +23 +dH = dZ\[t\] @ W_hh\.T += +28 +dH  =  inner\[t\] @ W_hh\.T", own)

    written = trysquare("similar", tmp_path / "class", "--format", "json", "--output", "pairs.json")
    assert (written.code, written.stdout) == (0, "")
    whole = json.loads((trysquare.folder / "pairs.json").read_text())
    assert whole["note"].startswith("Likeness is no proof of copying")
    assert [(pair["first"], pair["second"], pair["words"]) for pair in whole["pairs"]] == [("ada", "bob", 160)]

    none = trysquare("similar", tmp_path / "class", "--exercise", "rnn_cell")
    assert none.stdout == "Of 3 students no two have handed in what is alike beyond what the course gives.\n"
    missing = trysquare("similar", "nowhere")
    assert (missing.code, missing.stdout) == (2, "")
    assert missing.stderr.startswith("nowhere does not exist")
