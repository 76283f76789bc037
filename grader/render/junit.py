"""Reports as JUnit XML, for systems that run checks after every push: a suite for each report, a case for each stage.

In the form that Jenkins' xUnit plugin validates (`junit-10.xsd`); Surefire's and GitLab's readers take the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from grader.render import outline
from grader.render.visible import cut
from grader.report import Finding, Report, Stage

# What XML 1.0 has no way of writing (https://www.w3.org/TR/xml/#charsets).
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_junit(reports: Sequence[Report]) -> str:
    """One XML document. Characters that XML forbids are left out, and very long lines are cut.

    A stage that failed is a failure, one that was skipped is skipped; where the grader itself failed, its first stage
    is an error. A warning stands in the output of its stage, what the submission printed in that of its suite.
    """
    suites = [_suite(report) for report in reports]
    whole = Element("testsuites", name="trysquare")
    for counted in ("tests", "failures", "errors"):
        whole.set(counted, str(sum(int(suite.attrib[counted]) for suite in suites)))
    whole.set("time", f"{sum(report.seconds for report in reports):.3f}")
    whole.extend(suites)
    ElementTree.indent(whole)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(whole, encoding="unicode")}\n'


def _suite(report: Report) -> Element:
    name = " in ".join(filter(None, (report.exercise, report.file))) or "the submission"
    suite = Element("testsuite", name=_allowed(name), tests=str(len(report.stages)))
    cases = [_case(report, stage) for stage in report.stages]
    for counted, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(counted, str(sum(case.find(tag) is not None for case in cases)))
    suite.set("time", f"{report.seconds:.3f}")
    properties = SubElement(suite, "properties")
    for key, value in _properties(report):
        SubElement(properties, "property", name=key, value=_allowed(value))
    suite.extend(cases)
    for tag, text in (("system-out", report.stdout), ("system-err", report.stderr)):
        if text.strip():
            SubElement(suite, tag).text = _allowed(text)
    return suite


def _properties(report: Report) -> Iterator[tuple[str, str]]:
    """The score and what it is the score of. What is not known is not there."""
    known = {
        "exercise": report.exercise,
        "file": report.file,
        "sha256": report.sha256,
        "outcome": report.outcome,
        "score": f"{report.score:g}",
        "max_score": f"{report.max_score:g}",
        "points": outline.points(report),
        "mistake": report.mistake.id if report.mistake else None,
        "torch": report.environment.torch,
        "python": report.environment.python,
        "device": report.environment.device,
        "isolation": report.environment.isolation,
    }
    yield from ((name, value) for name, value in known.items() if value)


def _case(report: Report, stage: Stage) -> Element:
    file = f"{report.file}." if report.file else ""
    case = Element("testcase", name=stage.id, classname=_allowed(f"{file}{report.exercise or 'submission'}"))
    found = [finding for finding in report.findings if finding.stage == stage.id]
    if report.outcome == "error" and found:
        _add(case, "error", outline.headline(report), found[0].kind, _told(report, found))
    elif stage.outcome == "failed":
        failures = [finding for finding in found if not finding.warns]
        _add(case, "failure", stage.message, failures[0].kind if failures else "failed", _told(report, found))
    elif stage.outcome == "skipped":
        _add(case, "skipped", stage.message)
    elif told := _told(report, found) or stage.message:
        SubElement(case, "system-out").text = _allowed(told)
    return case


def _add(case: Element, tag: str, message: str, type: str | None = None, text: str = "") -> None:
    made = SubElement(case, tag, message=_allowed(message))
    if type is not None:
        made.set("type", type)
    if text:
        made.text = _allowed(text)


def _told(report: Report, findings: Sequence[Finding]) -> str:
    """All that is said of findings, as on a terminal."""
    return "\n\n".join("\n".join(_lines(report, finding)) for finding in findings)


def _lines(report: Report, finding: Finding) -> Iterator[str]:
    if finding.line is not None:
        yield outline.place(finding, report)
        yield from (f"    {line}".rstrip() for line in outline.caret(finding) or () if line)
    facts, numbers = outline.facts_and_numbers(finding)
    yield from facts
    if diagnosis := outline.diagnosis(report, finding):
        yield diagnosis
    yield from numbers


def _allowed(text: str) -> str:
    """Without what XML forbids, and without the rest of lines that nobody would read."""
    return _FORBIDDEN.sub("", cut(text))
