"""The submissions of a class: by folder, and as learning management systems export them."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from grader.classroom.gather import NothingToGrade, gather


def laid_out(folder: Path, *paths: str) -> Path:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(f"# {path}\n")
    return folder


def told(folder: Path) -> dict[str, list[str]]:
    return {hand.student: list(hand.files) for hand in gather(folder)}


def test_each_folder_is_a_student_and_an_empty_one_is_too(tmp_path: Path) -> None:
    laid_out(tmp_path, "ada/rnn_cell.py", "ada/one_hot.py", "bob/homework/rnn_cell.py", "bob/.git/x.py", "ada/_own.py")
    (tmp_path / "nobody").mkdir()
    assert told(tmp_path) == {
        "ada": ["_own.py", "one_hot.py", "rnn_cell.py"],
        "bob": ["homework/rnn_cell.py"],
        "nobody": [],
    }


def test_notebooks_are_gathered_like_python_files(tmp_path: Path) -> None:
    laid_out(tmp_path, "ada/homework.ipynb", "ada/data.csv", "bob_77_1_homework-2.ipynb")
    assert told(tmp_path) == {"ada": ["homework.ipynb"], "bob": ["homework.ipynb"]}


def test_a_flat_folder_of_canvas_is_taken_apart(tmp_path: Path) -> None:
    laid_out(
        tmp_path, "lovelaceada_1234_987_rnn_cell.py", "lovelaceada_LATE_1234_988_one_hot-1.py", "bob_77_1_rnn_cell-2.py"
    )
    assert told(tmp_path) == {"bob": ["rnn_cell.py"], "lovelaceada": ["one_hot.py", "rnn_cell.py"]}
    assert [hand.user for hand in gather(tmp_path)] == ["77", "1234"]


def test_a_zip_file_of_canvas_is_read_like_its_folder(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "submissions.zip", "w") as written:
        written.writestr("lovelaceada_1234_987_rnn_cell.py", "x")
        written.writestr("__MACOSX/lovelaceada_1234_987_rnn_cell.py", "x")
    assert told(tmp_path / "submissions.zip") == {"lovelaceada": ["rnn_cell.py"]}


@pytest.mark.parametrize("end", ["", "_"])
def test_a_folder_of_moodle_names_the_participant(tmp_path: Path, end: str) -> None:
    laid_out(tmp_path, f"Ada Lovelace_4711_assignsubmission_file{end}/rnn_cell.py")
    (hand,) = gather(tmp_path)
    assert (hand.student, hand.user, list(hand.files)) == ("Ada Lovelace", "4711", ["rnn_cell.py"])


def test_a_folder_of_gradescope_is_one_of_students(tmp_path: Path) -> None:
    laid_out(tmp_path, "submission_1/rnn_cell.py", "submission_2/rnn_cell.py", "submission_metadata.yml")
    assert told(tmp_path) == {"submission_1": ["rnn_cell.py"], "submission_2": ["rnn_cell.py"]}


GRADESCOPE = """
submission_1:
  :submitters:
  - :name: Ada Lovelace
    :sid: '1815'
    :email: ada@example.org
submission_2:
  :submitters:
  - :name: Bob
    :sid:
    :email: bob@example.org
"""


@pytest.mark.parametrize("export", ["", "assignment_9_export/"])
def test_gradescope_says_in_its_metadata_whose_submission_is_which(tmp_path: Path, export: str) -> None:
    laid_out(tmp_path, f"{export}submission_1/rnn_cell.py", f"{export}submission_2/rnn_cell.py")
    (tmp_path / export / "submission_metadata.yml").write_text(GRADESCOPE)
    assert [(hand.student, hand.user, list(hand.files)) for hand in gather(tmp_path)] == [
        ("Ada Lovelace", "1815", ["rnn_cell.py"]),
        ("Bob", "bob@example.org", ["rnn_cell.py"]),
    ]


@pytest.mark.parametrize("text", ["", "[1, 2]", "submission_1: 5", "a: *nowhere", "{" * 500])
def test_metadata_that_says_nothing_names_nobody(tmp_path: Path, text: str) -> None:
    laid_out(tmp_path, "submission_1/rnn_cell.py")
    (tmp_path / "submission_metadata.yml").write_text(text)
    assert told(tmp_path) == {"submission_1": ["rnn_cell.py"]}


def test_two_students_of_one_name_are_told_apart_by_their_number(tmp_path: Path) -> None:
    laid_out(tmp_path, "smithjohn_12_1_rnn_cell.py", "smithjohn_34_2_rnn_cell.py", "doejane_56_3_rnn_cell.py")
    assert [(hand.student, hand.user, len(hand.files)) for hand in gather(tmp_path)] == [
        ("doejane", "56", 1),
        ("smithjohn (12)", "12", 1),
        ("smithjohn (34)", "34", 1),
    ]


def test_a_folder_of_a_student_may_look_like_a_file_of_canvas(tmp_path: Path) -> None:
    laid_out(tmp_path, "team_1_2_final/rnn_cell.py", "team_1_3_final/rnn_cell.py")
    assert list(told(tmp_path)) == ["team_1_2_final", "team_1_3_final"]


def test_a_zip_file_in_an_export_of_canvas_is_its_students(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "lovelaceada_1234_987_work-1.zip", "w") as written:
        written.writestr("src/rnn_cell.py", "x")
    assert told(tmp_path) == {"lovelaceada": ["work.zip/src/rnn_cell.py"]}


def test_two_zip_files_of_a_student_do_not_hide_each_other(tmp_path: Path) -> None:
    (tmp_path / "ada").mkdir()
    for name in ("first", "second"):
        with zipfile.ZipFile(tmp_path / f"ada/{name}.zip", "w") as written:
            written.writestr("rnn_cell.py", name)
    assert told(tmp_path) == {"ada": ["first.zip/rnn_cell.py", "second.zip/rnn_cell.py"]}


def test_a_name_that_is_no_text_or_would_draw_is_shown_escaped(tmp_path: Path) -> None:
    for name in (b"caf\xe9", b"a\x1b[31m"):
        folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
        folder.mkdir()
        (folder / "rnn_cell.py").write_text("")
    assert sorted(told(tmp_path)) == ["a\\x1b[31m", "caf\\udce9"]


def test_a_broken_export_is_nothing_to_grade(tmp_path: Path) -> None:
    (tmp_path / "export.zip").write_bytes(b"PK?")
    with pytest.raises(NothingToGrade, match=r"export\.zip cannot be read as a zip file"):
        gather(tmp_path / "export.zip")


def test_a_students_folder_that_is_a_link_is_told(tmp_path: Path) -> None:
    (tmp_path / "ada").symlink_to("/etc")
    (hand,) = gather(tmp_path)
    assert (hand.student, hand.remarks) == ("ada", ("ada is a link, and is not followed.",))


def test_a_link_is_not_followed_and_its_student_is_told(tmp_path: Path) -> None:
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada/rnn_cell.py").symlink_to("/etc/passwd")
    (hand,) = gather(tmp_path)
    assert (dict(hand.files), hand.remarks) == ({}, ("rnn_cell.py is a link, and is not followed.",))


def test_a_zip_file_that_cannot_be_read_is_its_students_remark(tmp_path: Path) -> None:
    laid_out(tmp_path, "ada/work.zip", "bob/rnn_cell.py")
    ada, bob = gather(tmp_path)
    assert "cannot be read as a zip file" in ada.remarks[0]
    assert list(bob.files) == ["rnn_cell.py"]


def test_a_flood_of_files_is_cut_and_told(tmp_path: Path) -> None:
    laid_out(tmp_path, *(f"ada/{number}.py" for number in range(100)))
    (hand,) = gather(tmp_path)
    assert len(hand.files) == 64
    assert hand.remarks == ("36 files beyond the first 64 are left out.",)


@pytest.mark.parametrize("what", ["nothing", "empty"])
def test_nothing_to_grade_is_told_with_the_remedy(tmp_path: Path, what: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingToGrade, match="one folder for each student"):
        gather(tmp_path / what)
