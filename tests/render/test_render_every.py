"""Every renderer over the same reports: none of them fails, and each says the same verdict in the same words."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from xml.etree import ElementTree

from grader.render import outline
from grader.render.as_json import render_json
from grader.render.console import render_console
from grader.render.html import render_html
from grader.render.junit import render_junit
from grader.render.markdown import render_markdown


def test_each_says_the_verdict(page) -> None:
    report, _ = page
    headline = outline.headline(report)
    assert outline.title(report) in render_console([report], 100)
    assert headline in render_markdown([report])
    assert outline.title(report) in text_of(render_html([page]))
    assert json.loads(render_json([report]))[0]["outcome"] == report.outcome
    suite = ElementTree.fromstring(render_junit([report]))[0]
    assert [case.get("name") for case in suite.iter("testcase")] == [stage.id for stage in report.stages]


def test_each_says_every_finding(page) -> None:
    report, _ = page
    junit = "\n".join(ElementTree.fromstring(render_junit([report])).itertext())
    texts = [text_of(render_html([page])), junit, render_console([report], 100)]
    words = [finding.message.split("\n")[0][-12:].strip("`.") for finding in report.findings]
    assert all(word in text for word in words for text in texts)


def test_where_the_grader_has_failed_nobody_is_told_of_lost_points(pages) -> None:
    page = pages["error"]
    for text in (render_console([page[0]]), render_markdown([page[0]]), text_of(render_html([page]))):
        assert "0 of 10 points" not in text


def text_of(page: str) -> str:
    """The text of a page, without its style."""
    parser = _Text()
    parser.feed(page)
    return "".join(parser.parts)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag, attrs) -> None:
        self._inside = tag

    def handle_data(self, data: str) -> None:
        if self._inside != "style":
            self.parts.append(data)
