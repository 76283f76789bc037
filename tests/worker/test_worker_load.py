"""A file becomes a module and a description of what it defines, or a failure with its line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.worker.load import decode, files_of, load, parse
from grader.worker.probe import Failure, Loaded, Submission, Symbol

Load = Callable[..., Loaded]

OURS = ("submission", "_affine_helper", "reference_of_nobody")


@pytest.fixture
def loaded(submission_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Load]:
    """Load a submission in this process; its finders and modules are gone afterwards."""
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))

    def run(submission: str, siblings: tuple[str, ...] = (), forbidden: tuple[str, ...] = ()) -> Loaded:
        path = submission_folder / submission
        beside = {name: (path.parent / f"{name}.py").read_bytes() for name in siblings}
        return load(Submission("answer.py", path.read_bytes(), beside, forbidden))[1]

    yield run
    for name in OURS:
        sys.modules.pop(name, None)


def symbol(loaded: Loaded, name: str = "rnn_cell") -> Symbol:
    assert loaded.failure is None
    return next(symbol for symbol in loaded.symbols if symbol.name == name)


def failure(loaded: Loaded) -> Failure:
    assert loaded.failure is not None
    assert loaded.symbols == ()
    return loaded.failure


@pytest.mark.parametrize(
    ("submission", "kind"),
    [
        ("faulty/empty.py", "empty_file"),
        ("faulty/not_utf8.py", "undecodable"),
        ("faulty/not_utf8_in_comment.py", "undecodable"),
        ("faulty/null_bytes.py", "syntax_error"),
        ("faulty/syntax_error.py", "syntax_error"),
        ("faulty/indentation.py", "syntax_error"),
        ("faulty/merge_conflict.py", "merge_conflict"),
        ("faulty/imports_missing.py", "exception"),
        ("faulty/raises_on_load.py", "exception"),
        ("faulty/sys_exit_on_load.py", "exited"),
    ],
)
def test_a_file_that_cannot_be_loaded_is_a_failure_of_its_kind(loaded: Load, submission: str, kind: str) -> None:
    assert failure(loaded(submission)).kind == kind


@pytest.mark.parametrize(
    ("submission", "line", "marked"),
    [
        ("faulty/syntax_error.py", 6, "("),
        ("faulty/merge_conflict.py", 7, "<<<<<<< HEAD"),
        ("faulty/imports_missing.py", 4, "from my_rnn_helpers import affine"),
        ("faulty/raises_on_load.py", 5, 'torch.load("weights.pt")'),
        ("faulty/sys_exit_on_load.py", 17, "sys.exit(main())"),
    ],
)
def test_the_line_and_the_very_expression_are_told(loaded: Load, submission: str, line: int, marked: str) -> None:
    (frame,) = failure(loaded(submission)).frames
    assert (frame.file, frame.line, frame.expression) == ("answer.py", line, marked)


@pytest.mark.parametrize("submission", ["starter", "pass_body", "ellipsis_body"])
def test_a_function_that_says_nothing_is_empty(loaded: Load, submission: str) -> None:
    found = symbol(loaded(f"faulty/{submission}.py"))
    assert found.empty
    assert found.result_line is None


@pytest.mark.parametrize(
    ("submission", "line", "result_line"),
    [
        ("right/rnn_cell/windows_line_ends.py", 6, 9),
        ("right/rnn_cell/latin_1_declared.py", 7, 9),
        ("right/rnn_cell/redefined.py", 10, 11),
        ("right/rnn_cell/partial.py", None, None),
        ("right/rnn_cell/lambda_expression.py", None, None),
    ],
)
def test_a_function_is_found_where_it_is_defined_last(
    loaded: Load, submission: str, line: int | None, result_line: int | None
) -> None:
    found = symbol(loaded(submission))
    assert (found.callable, found.empty) == (True, False)
    assert (found.line, found.result_line) == (line, result_line)


def test_parameters_are_told_with_their_kind_and_whether_they_must_be_given(loaded: Load) -> None:
    by_position = symbol(loaded("faulty/positional_only.py")).parameters
    assert by_position is not None
    assert {parameter.kind for parameter in by_position} == {"positional_only"}
    extra = symbol(loaded("right/rnn_cell/extra_parameters.py")).parameters
    assert extra is not None
    assert {p.name for p in extra if p.required} == {"X", "H", "W_xh", "W_hh", "b_h"}
    assert any(not p.required for p in extra)


def test_a_name_bound_to_a_number_is_no_function(loaded: Load) -> None:
    found = symbol(loaded("faulty/not_callable.py"))
    assert (found.callable, found.type, found.parameters) == (False, "int", None)


def test_what_is_imported_from_other_people_is_not_among_the_symbols(loaded: Load) -> None:
    names = {found.name for found in loaded("right/rnn_cell/annotated_by_alias.py").symbols}
    assert names == {"NH", "HH", "rnn_cell"}


def test_what_is_imported_from_a_file_beside_it_is(loaded: Load) -> None:
    names = {found.name for found in loaded("right/rnn_cell/with_sibling.py", ("_affine_helper",)).symbols}
    assert names == {"affine", "rnn_cell"}


def test_a_file_that_stayed_at_home_cannot_be_imported(loaded: Load) -> None:
    assert failure(loaded("right/rnn_cell/with_sibling.py")).type == "ModuleNotFoundError"


def test_a_file_beside_it_hides_no_library(loaded: Load) -> None:
    import torch

    path = "named/torch.py"
    assert failure(loaded(path)).kind == "exited"  # it would end whatever imports it
    sibling = {"torch": b"raise SystemExit('shadow')"}
    source = (Path(__file__).parents[1] / "submissions/right/rnn_cell/mm.py").read_bytes()
    module, found = load(Submission("answer.py", source, sibling))
    assert found.failure is None
    assert module is not None
    assert module.torch is torch


def test_a_module_that_holds_answers_is_forbidden(loaded: Load) -> None:
    found = failure(loaded("right/rnn_cell/with_sibling.py", forbidden=("_affine_helper",)))
    assert (found.kind, found.type) == ("forbidden", "ForbiddenImport")
    assert "_affine_helper cannot be imported" in found.message


def test_a_file_of_ones_own_may_have_the_name_of_a_forbidden_module(loaded: Load) -> None:
    names = loaded("right/rnn_cell/with_sibling.py", ("_affine_helper",), ("_affine_helper",))
    assert names.failure is None


def test_code_under_the_main_guard_does_not_run(loaded: Load) -> None:
    assert loaded("right/rnn_cell/demo_under_main.py").failure is None


def test_the_students_files_are_the_submission_and_those_beside_it() -> None:
    assert files_of(Submission("answer.py", b"", {"cell": b"", "data": b""})) == {"answer.py", "cell.py", "data.py"}


@pytest.mark.parametrize("ends", [b"a = 1\r\nb = 2\r\n", b"a = 1\rb = 2\r", b"\xef\xbb\xbfa = 1\nb = 2\n"])
def test_line_ends_and_a_byte_order_mark_do_not_matter(ends: bytes) -> None:
    assert parse(decode(ends, "a.py").removeprefix("\ufeff"), "a.py").body[1].lineno == 2


def test_the_text_of_a_line_is_that_of_pythons_line(loaded: Load) -> None:
    import linecache

    found = symbol(loaded("probing/line_separator_in_a_string.py"))
    assert found.result_line is not None
    assert linecache.getline("answer.py", found.result_line).strip() == "return X @ W_hh"
