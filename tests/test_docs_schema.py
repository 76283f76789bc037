"""The schema that the documentation gives is that of real reports: all of them, and nothing else."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from grader.classroom.graded import not_graded

pytestmark = pytest.mark.xdist_group("schema")  # one command for all

SCHEMA = json.loads((Path(__file__).parent.parent / "docs" / "reference" / "report.schema.json").read_text())
FILES = (
    "right/rnn_forward/operators.py",
    "right/rnn_cell/annotated_inline.py",
    "wrong/rnn_forward/detaches_every_ten_steps.py",
    "wrong/rnn_cell/column_w_hh.py",
    "faulty/empty.py",
    "faulty/indentation.py",
    "faulty/no_function.py",
    "faulty/not_utf8.py",
    "faulty/os_exit.py",
    "faulty/returns_nan.py",
    "faulty/escape_codes.py",
    "faulty/starter.py",
    "notebooks/column.ipynb",
    "notebooks/broken_json.ipynb",
)


def wrong(reports: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(SCHEMA).iter_errors(reports)]


@pytest.fixture(scope="module")
def reports(submission_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    ran = subprocess.run(
        [Path(sys.executable).with_name("trysquare"), "check", "--format", "json", *FILES],
        cwd=submission_folder,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path_factory.mktemp("data"))},
        capture_output=True,
        timeout=300,
        check=False,
    )
    return json.loads(ran.stdout)


def objects(part: Any) -> Iterator[dict[str, Any]]:
    """Every object in a report but the limits, whose keys are many."""
    if isinstance(part, dict):
        yield part
        for key, value in part.items():
            yield from objects(value) if key != "limits" else ()
    elif isinstance(part, list):
        for each in part:
            yield from objects(each)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_real_reports_are_as_the_schema_says(reports: list[dict[str, Any]]) -> None:
    assert wrong(reports) == []


def test_they_are_of_all_sorts(reports: list[dict[str, Any]]) -> None:
    assert len(reports) == len(FILES)
    assert {report["outcome"] for report in reports} == {"passed", "failed", "not_attempted"}
    assert {report["mistake"] is None for report in reports} == {True, False}
    assert {report["exercise"] is None for report in reports} == {True, False}
    assert {stage["outcome"] for report in reports for stage in report["stages"]} >= {"passed", "failed", "skipped"}
    assert {flow["verdict"] for report in reports if (flow := report["gradient_flow"])} >= {"detached"}
    assert len({finding["kind"] for report in reports for finding in report["findings"]}) > 8


def test_a_report_of_a_grader_that_failed_is_as_the_schema_says() -> None:
    assert wrong([not_graded("rnn_cell.py", None, "Something broke.").report.as_json()]) == []


def test_no_key_may_be_missing_and_none_may_be_new(reports: list[dict[str, Any]]) -> None:
    with_mistake = next(report for report in reports if report["mistake"])
    with_flow = next(report for report in reports if report["gradient_flow"] and report["findings"])
    for number, found in enumerate(objects([with_mistake, with_flow])):
        for key in found:
            changed = copy.deepcopy([with_mistake, with_flow])
            del list(objects(changed))[number][key]
            assert wrong(changed) != [], key
        changed = copy.deepcopy([with_mistake, with_flow])
        list(objects(changed))[number]["new"] = 1
        assert wrong(changed) != [], found


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("schema",), 2),
        (("outcome",), "fine"),
        (("score",), None),
        (("stages", 0, "id"), "speed"),
        (("stages", 0, "outcome"), "not_attempted"),
        (("findings", 0, "kind"), "odd"),
        (("findings", 0, "line"), "4"),
        (("findings", 0, "message"), None),
        (("environment", "isolation"), "virtual machine"),
        (("environment", "limits", "seconds"), "10"),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else None,
)
def test_another_value_is_noticed(reports: list[dict[str, Any]], place: tuple[Any, ...], value: object) -> None:
    changed = copy.deepcopy(next(report for report in reports if report["findings"]))
    *way, last = place
    part: Any = changed
    for step in way:
        part = part[step]
    part[last] = value
    assert wrong([changed]) != []
