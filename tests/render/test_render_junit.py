"""JUnit XML: valid by its schema, and what CI systems make of a report."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from xmlschema import XMLSchema, XMLSchemaValidationError

from grader.render.junit import render_junit

SCHEMA = Path(__file__).with_name("junit.xsd")


@pytest.fixture(scope="module")
def schema() -> XMLSchema:
    return XMLSchema(SCHEMA)


def test_every_report_is_valid_by_the_schema(page, schema: XMLSchema) -> None:
    schema.validate(render_junit([page[0]]))


def test_several_reports_are_one_document(pages, schema: XMLSchema) -> None:
    reports = [report for report, _ in pages.values()]
    told = render_junit(reports)
    schema.validate(told)
    whole = ElementTree.fromstring(told)
    assert len(whole) == len(reports)
    assert whole.attrib == {"name": "trysquare", "tests": "33", "failures": "4", "errors": "1", "time": "1.750"}


def test_no_report_is_a_document_of_none(schema: XMLSchema) -> None:
    told = render_junit([])
    schema.validate(told)
    assert ElementTree.fromstring(told).get("tests") == "0"


def test_the_schema_refuses_what_it_should(pages, schema: XMLSchema) -> None:
    told = render_junit([pages["failed"][0]])
    for wrong in (told.replace('tests="5"', 'tests="five"'), told.replace("<failure ", "<failed ", 1)):
        with pytest.raises((XMLSchemaValidationError, ElementTree.ParseError)):
            schema.validate(wrong)


def test_a_failed_stage_is_a_failure_with_all_that_is_said_of_it(pages) -> None:
    case = cases(render_junit([pages["failed"][0]]))["value"]
    (failure,) = case
    assert (failure.tag, failure.get("type"), failure.get("message")) == ("failure", "silent_broadcast", "no")
    assert (failure.text or "").split("\n") == [
        "answer.py:2",
        "    return X @ W + X",
        "           ~~~~~~~~~",
        "X @ W : (n, d) @ (d, h) → (n, h)",
        "Is `W` right?",
        "`W` is narrowed.",
        "A small example:",
        "  X  [1]",
    ]


def test_a_warning_is_output_and_no_failure(pages) -> None:
    (told,) = cases(render_junit([pages["failed"][0]]))["shape"]
    assert (told.tag, told.text) == ("system-out", "answer.py:1\n`X` is (n, 1), not (n, d).")


def test_skipped_is_skipped_and_what_the_grader_does_wrong_is_an_error(pages) -> None:
    skipped = cases(render_junit([pages["not attempted"][0]]))
    assert {child.tag for case in skipped.values() for child in case} == {"skipped"}
    error = cases(render_junit([pages["error"][0]]))
    assert [child.tag for child in error["loads"]] == ["error"]
    assert [child.tag for child in error["value"]] == ["skipped"]


def test_the_score_is_a_property(pages) -> None:
    suite = ElementTree.fromstring(render_junit([pages["failed"][0]]))[0]
    properties = {each.get("name"): each.get("value") for each in suite.iter("property")}
    assert suite.get("name") == "rnn_cell in answer.py"
    assert (properties["score"], properties["max_score"], properties["points"]) == ("1", "1", "8 of 10 points")
    assert (properties["mistake"], properties["outcome"]) == ("column", "failed")


def test_what_was_printed_is_the_output_of_the_suite(pages) -> None:
    suite = ElementTree.fromstring(render_junit([pages["passed"][0]]))[0]
    assert suite.findtext("system-out") == "hello\n"


def test_characters_that_xml_forbids_are_left_out_and_long_lines_are_cut(pages) -> None:
    told = render_junit([pages["hostile"][0]])
    assert "\x00" not in told
    assert "\x1b" not in told
    assert max(len(line) for line in told.split("\n")) < 2500
    assert "<img" not in told
    suite = ElementTree.fromstring(told)[0]
    assert "(999000 more characters)" in (suite.findtext("system-err") or "")
    assert "</script><img src=x onerror=alert(1)>" in (suite.findtext("system-out") or "")


def test_the_command_writes_it_and_nothing_else(trysquare, schema: XMLSchema) -> None:
    right, wrong = trysquare.copy("right/rnn_cell/mm.py", "a.py"), trysquare.copy("wrong/rnn_cell/no_tanh.py", "b.py")
    ran = trysquare("check", "--format", "junit", right, wrong)
    assert ran.code == 1
    schema.validate(ran.stdout)
    suites = ElementTree.fromstring(ran.stdout)
    assert [(suite.get("name"), suite.get("failures"), suite.get("skipped")) for suite in suites] == [
        ("rnn_cell in a.py", "0", "0"),
        ("rnn_cell in b.py", "1", "1"),
    ]


def cases(told: str) -> dict[str, ElementTree.Element]:
    return {case.get("name", ""): case for case in ElementTree.fromstring(told).iter("testcase")}
