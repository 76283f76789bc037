"""`trysquare check`: exit codes, wrong usage, formats, and the JSON contract."""

from __future__ import annotations

import json

import pytest

from grader.exercise import bundled

STAGES = ["loads", "signature", "runs", "shape", "dtype", "device", "value", "gradient", "purity"]
RIGHT, WRONG = "right/rnn_cell/mm.py", "wrong/rnn_cell/no_tanh.py"


def test_the_json_report_has_exactly_the_documented_keys(trysquare) -> None:
    ran = trysquare("check", "--format", "json", trysquare.copy(WRONG))
    (report,) = ran.reports
    assert list(report) == [
        "schema",
        "exercise",
        "file",
        "sha256",
        "outcome",
        "score",
        "max_score",
        "stages",
        "findings",
        "mistake",
        "gradient_flow",
        "stdout",
        "environment",
        "seconds",
    ]
    assert [list(stage) for stage in report["stages"]] == [["id", "outcome", "message", "points", "max_points"]] * 9
    keys = ["stage", "kind", "line", "expression", "shapes", "message"]
    assert [list(found) for found in report["findings"]] == [keys, keys]
    assert list(report["environment"]) == ["torch", "python", "device", "isolation", "limits"]
    assert (report["environment"]["device"], report["environment"]["isolation"]) == ("cpu", "process")
    assert (report["schema"], report["file"], report["exercise"]) == (1, "answer.py", "rnn_cell")
    assert len(report["sha256"]) == 64
    assert report["mistake"]["id"] == "no_activation"


def test_points_are_weights_divided_by_their_sum_and_skipped_stages_earn_nothing(trysquare) -> None:
    (report,) = trysquare("check", "--format", "json", trysquare.copy(WRONG)).reports
    stages = report["stages"]
    assert [stage["id"] for stage in stages] == STAGES
    assert sum(stage["max_points"] for stage in stages) == pytest.approx(report["max_score"])
    assert sum(stage["points"] for stage in stages) == pytest.approx(report["score"])
    assert {stage["id"]: stage["outcome"] for stage in stages if stage["outcome"] != "passed"} == {
        "value": "failed",
        "gradient": "skipped",
    }
    assert next(stage for stage in stages if stage["id"] == "gradient")["points"] == 0


def test_a_failed_call_scores_nothing_at_all(trysquare) -> None:
    (report,) = trysquare("check", "--format", "json", trysquare.copy("faulty/raises.py")).reports
    assert report["score"] == 0
    assert [stage["outcome"] for stage in report["stages"]] == ["passed", "passed", "failed"] + ["skipped"] * 6
    assert sum(stage["points"] for stage in report["stages"]) == 0


def test_gradient_flow_is_there_for_exercises_over_time(trysquare) -> None:
    first = trysquare.copy("right/rnn_forward/operators.py", "a.py")
    second = trysquare.copy("wrong/rnn_forward/detaches_state.py", "b.py")
    right, cut = (report["gradient_flow"] for report in trysquare("check", "--format", "json", first, second).reports)
    assert right["verdict"] == "stable"
    assert len(right["norms"]) == len(cut["norms"])
    assert (cut["verdict"], cut["norms"][0]) == ("detached", 0.0)


def test_the_highest_exit_code_applies_and_other_files_are_still_judged(trysquare) -> None:
    right, wrong = trysquare.copy(RIGHT, "right.py"), trysquare.copy(WRONG, "wrong.py")
    (trysquare.folder / "folder").mkdir()
    (trysquare.folder / "link.py").symlink_to("right.py")
    assert trysquare("check", right).code == 0
    assert trysquare("check", right, wrong).code == 1
    ran = trysquare("check", "--format", "json", "nowhere.py", right, "folder", "link.py", wrong)
    assert ran.code == 2
    assert [report["outcome"] for report in ran.reports] == ["passed", "failed"]
    assert ran.stderr.splitlines() == [
        "nowhere.py does not exist: check the name, or make a file with `trysquare start`.",
        "folder is a directory: name the file to check, e.g. folder/rnn_cell.py.",
        "link.py is a link: name the file itself.",
    ]


def test_an_unknown_exercise_is_wrong_usage_and_the_known_ones_are_listed(trysquare) -> None:
    ran = trysquare("check", "--exercise", "rnn_cel", trysquare.copy(RIGHT))
    assert (ran.code, ran.stdout) == (2, "")
    known = ", ".join(exercise.id for exercise in bundled())
    assert ran.stderr == f"There is no exercise `rnn_cel`. Known: {known}.\n"


def test_an_unknown_format_is_wrong_usage(trysquare) -> None:
    assert trysquare("check", "--format", "xml", trysquare.copy(RIGHT)).code == 2


def test_without_files_the_ones_named_like_exercises_are_checked(trysquare) -> None:
    nothing = trysquare("check")
    assert nothing.code == 2
    assert nothing.stderr == ("There is no file here that is named like an exercise. Name one: trysquare check FILE\n")
    trysquare.copy("right/rnn_forward/operators.py", "rnn_forward.py")
    trysquare.copy(RIGHT, "rnn_cell.py")
    ran = trysquare("check", "--format", "json")
    assert [report["file"] for report in ran.reports] == ["rnn_cell.py", "rnn_forward.py"]


def test_a_file_that_does_not_load_is_the_exercise_that_it_is_named_after_or_none(trysquare) -> None:
    named, other = (
        trysquare.copy("faulty/syntax_error.py", "rnn_cell.py"),
        trysquare.copy("faulty/empty.py", "week1.py"),
    )
    ran = trysquare("check", "--format", "json", f"./{named}", other)
    assert [(report["file"], report["exercise"]) for report in ran.reports] == [
        ("./rnn_cell.py", "rnn_cell"),
        ("week1.py", None),
    ]
    assert {report["outcome"] for report in ran.reports} == {"failed"}


def test_a_file_that_solves_nothing_gives_one_failed_report(trysquare) -> None:
    (report,) = trysquare("check", "--format", "json", trysquare.copy("faulty/other_function.py")).reports
    assert (report["exercise"], report["outcome"], report["score"]) == (None, "failed", 0)
    assert [found["kind"] for found in report["findings"]] == ["no_exercise"]


def test_an_exercise_that_is_asked_for_and_missing_is_not_attempted(trysquare) -> None:
    ran = trysquare("check", "--format", "json", "--exercise", "output_layer", trysquare.copy(RIGHT))
    (report,) = ran.reports
    assert (report["exercise"], report["outcome"], report["score"]) == ("output_layer", "not_attempted", 0)
    assert {stage["outcome"] for stage in report["stages"]} == {"skipped"}
    assert ran.code == 1


@pytest.mark.parametrize("format", ["text", "json", "markdown"])
def test_output_goes_to_a_file_when_one_is_named(trysquare, format: str) -> None:
    ran = trysquare("check", "--format", format, "--output", "report", trysquare.copy(WRONG))
    assert (ran.code, ran.stdout) == (1, "")
    written = (trysquare.folder / "report").read_text(encoding="utf-8")
    assert "rnn_cell" in written
    assert "\x1b" not in written
    if format == "json":
        assert json.loads(written)[0]["outcome"] == "failed"


def test_an_output_file_that_cannot_be_written_is_wrong_usage(trysquare) -> None:
    ran = trysquare("check", "--output", "no/such/folder/report", trysquare.copy(RIGHT))
    assert ran.code == 2
    assert ran.stderr == "no/such/folder/report cannot be written: No such file or directory.\n"


def test_a_device_that_is_not_there_is_wrong_usage(trysquare) -> None:
    ran = trysquare("check", "--device", "mps", trysquare.copy(RIGHT))
    assert ran.code == 2
    assert ran.stderr == "PyTorch finds no mps device on this machine. Use --device cpu.\n"


def test_our_environment_is_not_shown_to_a_submission(trysquare) -> None:
    ran = trysquare("check", "--format", "json", trysquare.copy("hostile/prints_environment.py"), A_SECRET="hunter2")
    assert "PATH" in ran.reports[0]["stdout"]
    assert "hunter2" not in ran.reports[0]["stdout"]
