"""What a page shows beside a report: through the command, with submissions that would rather not be looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.checker import Checker
from grader.details import details_of
from grader.exercise import find
from grader.sandbox.limits import Limits
from grader.sources import solution_of

FLAWED = Path("wrong/rnn_cell/no_tanh.py")


@pytest.fixture(scope="module")
def checker():
    yield from _checker(seconds=60.0)


@pytest.fixture(scope="module")
def hasty():
    """A checker that does not wait long for what never ends."""
    yield from _checker(seconds=6.0)


def _checker(seconds: float):
    checker = Checker(limits=Limits(seconds=seconds))
    checker.warm_up()
    yield checker
    checker.close()


def looked_at(checker: Checker, path: Path):
    (report,) = checker.check(path, shown_as="answer.py")
    return report, details_of(checker, report, path)


def test_a_wrong_submission_is_shown_with_its_shapes_and_what_is_missing(checker, submission_folder: Path) -> None:
    path = submission_folder / FLAWED
    _, details = looked_at(checker, path)
    assert details.left_out == ()
    assert details.sources == {"answer.py": path.read_text(encoding="utf-8")}
    (listing,) = details.listings
    assert (listing.file, listing.exercise) == ("answer.py", "rnn_cell")
    assert [each.shapes for line in listing.lines for each in line.operations] == [
        "(h,), (n, d), (d, h) → (n, h)",
        "(n, h), (n, h), (h, h) → (n, h)",
    ]
    found = [(each.name, each.is_found) for each in details.milestones]
    assert found == [("X_t W_xh", True), ("Z_t", True), ("H_t", False)]
    assert details.dependence is None


def test_a_slow_one_is_looked_at_where_it_was_judged(hasty, submission_folder: Path) -> None:
    report, details = looked_at(hasty, submission_folder / "right/output_layer/number_by_number.py")
    assert [(finding.kind, finding.warns) for finding in report.findings] == [("timeout", True)]
    assert (report.outcome, details.left_out) == ("passed", ())
    (listing,) = details.listings
    assert max(listing.sizes.values()) < 8
    assert all(each.is_found for each in details.milestones)


def test_of_a_right_one_nothing_is_missing_and_what_depends_on_what_is_shown(checker, submission_folder: Path) -> None:
    report, details = looked_at(checker, submission_folder / "right/rnn_forward/operators.py")
    assert report.outcome == "passed"
    assert all(each.is_found for each in details.milestones)
    assert details.dependence is not None
    assert (details.dependence.file, details.dependence.marked_steps) == ("answer.py", ())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("hangs", "The list of shapes ends early: the file was run once more for it. It did not finish within the"),
        ("dies", "The shapes are left out: the file was run once more for them. The call ended the whole process"),
    ],
)
def test_one_that_hangs_or_dies_when_it_is_looked_at_keeps_its_report(
    name: str, told: str, hasty, submission_folder: Path
) -> None:
    path = submission_folder / f"looked_at_twice/{name}.py"
    (report,) = hasty.check(path, shown_as="answer.py")
    assert report.outcome == "passed"
    details = details_of(hasty, report, path)
    assert details.sources == {"answer.py": path.read_text(encoding="utf-8")}
    assert (len(details.listings), details.milestones, details.dependence) == (name == "hangs", (), None)
    (left_out,) = details.left_out
    assert left_out.startswith(told)
    (again,) = hasty.check(submission_folder / FLAWED, shown_as="answer.py")
    assert again.outcome == "failed"


def test_a_file_that_has_changed_or_gone_is_not_shown(checker, submission_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "answer.py"
    path.write_bytes((submission_folder / FLAWED).read_bytes())
    (report,) = checker.check(path, shown_as="answer.py")
    path.write_text("secret = 1\n")
    changed = details_of(checker, report, path)
    assert (changed.sources, changed.listings) == ({}, ())
    assert changed.left_out == ("The source and the shapes are left out: the file has changed since it was checked.",)
    path.unlink()
    assert details_of(checker, report, path).left_out == (
        "The source is left out: the file cannot be read any more, or is too large.",
    )


def test_a_file_that_does_not_load_or_is_not_attempted_is_shown_as_it_is(hasty, submission_folder: Path) -> None:
    for name in ("faulty/syntax_error.py", "faulty/pass_body.py", "faulty/endless_on_load.py"):
        path = submission_folder / name
        (report,) = hasty.check(path, shown_as="answer.py")
        details = details_of(hasty, report, path)
        assert details.sources == {"answer.py": path.read_text(encoding="utf-8")}
        assert (details.listings, details.left_out) == ((), ())


def test_of_hidden_inputs_not_even_the_sizes_are_shown(submission_folder: Path) -> None:
    checker = Checker(shows_inputs=False, seed=3)
    try:
        _, details = looked_at(checker, submission_folder / FLAWED)
    finally:
        checker.close()
    assert [listing.sizes for listing in details.listings] == [{}]


def test_an_error_of_the_grader_loses_no_report(checker, submission_folder: Path, monkeypatch) -> None:
    path = submission_folder / FLAWED
    (report,) = checker.check(path, shown_as="answer.py")

    def fail(*_: object) -> object:
        raise KeyError("a secret")

    monkeypatch.setattr("grader.details.listings_of", fail)
    details = details_of(checker, report, path)
    told = "The list of shapes could not be made: an error of the grader, not of your code (KeyError)."
    assert details.left_out == (told,)
    assert "answer.py" in details.sources


def test_the_command_writes_one_page_of_several_files_and_no_reference(trysquare) -> None:
    flawed, right = trysquare.copy(str(FLAWED), "a.py"), trysquare.copy("right/rnn_cell/mm.py", "b.py")
    ran = trysquare("check", "--format", "html", "--output", "page.html", flawed, right, "nowhere.py")
    assert (ran.code, ran.stdout) == (2, "")
    page = (trysquare.folder / "page.html").read_text(encoding="utf-8")
    assert "<title>1 of 2 passed · Trysquare</title>" in page
    assert page.count("<h2 id=") == 2
    body = [line.strip() for line in solution_of(find("rnn_cell")).splitlines() if line.strip().startswith("return")]
    assert body
    assert not [line for line in body if line in page]


def test_the_page_goes_to_stdout_like_other_formats_and_a_trace_refuses_it(trysquare) -> None:
    flawed = trysquare.copy("faulty/syntax_error.py")
    ran = trysquare("check", "--format", "html", flawed)
    assert (ran.code, ran.stdout[:15], ran.stderr) == (1, "<!doctype html>", "")
    for format in ("html", "junit"):
        refused = trysquare("trace", "--format", format, flawed)
        assert (refused.code, refused.stdout) == (2, "")
        assert f"'{format}' is not one of 'text', 'json', 'markdown'" in refused.stderr
