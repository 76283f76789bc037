"""The page: all of a report, nothing from outside, and whatever a student wrote as text."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import grader.render
from grader.render import html as renderer
from grader.render.html import render_html
from grader.render.plots import NoPlots
from grader.report import Details, Finding, SeenMilestone

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
VOID = {"meta", "link", "br", "path", "use"}
MADE_BY_US = set(
    """
    html head meta title link style body main nav article header section footer h1 h2 h3 h4 p ol ul li div span code pre
    mark a strong details summary table thead tbody tr th td figure figcaption svg g path text tspan defs use rect
    metadata
    """.split()
)


def test_a_page_is_well_formed_and_holds_no_element_but_ours(page) -> None:
    read = Read.of(render_html([page]))
    assert read.open == []
    assert {tag for tag, _ in read.tags} <= MADE_BY_US
    named = [name for _, attributes in read.tags for name in attributes]
    assert not [name for name in named if name.startswith("on")]
    assert read.attributes("meta", "content")[0] == POLICY


def test_several_pages_are_one_with_a_table_of_contents_and_no_anchor_twice(pages) -> None:
    read = Read.of(render_html(list(pages.values())))
    assert read.lines[0] == "1 of 7 passed · Trysquare"
    anchors = [anchor for anchor in read.attributes(None, "id") if anchor]
    assert len(anchors) == len(set(anchors))
    links = [link for link in read.attributes("a", "href") if link]
    assert {link.removeprefix("#") for link in links} <= set(anchors)
    assert links[:7] == [f"#r{number}" for number in range(1, 8)]
    assert [tag for tag, _ in read.tags if tag == "h1"] == ["h1"]
    described = {name for each in read.attributes(None, "aria-labelledby") if each for name in each.split()}
    assert described <= set(anchors)


def test_without_a_report_the_page_says_so() -> None:
    assert "Nothing was checked" in render_html([])


def test_what_is_said_of_a_failure(pages) -> None:
    report, details = pages["failed"]
    read = Read.of(render_html([(report, replace(details, dependence=None))]))
    assert read.lines == [
        *("✗ rnn_cell — a silent broadcast · Trysquare", "✗ rnn_cell — a silent broadcast"),
        *("8 of 10 points", "answer.py"),
        "What was found",
        *(
            "1: a silent broadcast",
            "answer.py:2",
            "return X @ W + X",
            "X @ W : (n, d) @ (d, h) → (n, h)",
            "Is W right?",
        ),
        *("W is narrowed.", "A small example:", "X  [1]"),
        *("2: a value is not what its annotation says (a warning)", "answer.py:1", "X is (n, 1), not (n, d)."),
        "Stages",
        "stageoutcomepoints",
        *("loads", "✓ passed", "2 of 2", "signature", "✓ passed", "2 of 2", "runs", "✓ passed", "2 of 2"),
        *("shape", "! warned: a value is not what its annotation says", "2 of 2"),
        *("value", "✗ failed: a silent broadcast", "0 of 2"),
        "answer.py",
        "The source, with what was found in it",
        *(
            "def f(X, W):",
            "↑ 2: a value is not what its annotation says",
            "return X @ W + X",
            "↑ 1: a silent broadcast",
        ),
        "Shapes, line by line",
        "What every sub-expression did in one call",
        "answer.py, with n = 7",
        *("def f(X, W):X (n, 1)", "return X @ W + X"),
        *("X @ W + X", "(n, h) + (n, 1) → (n, h)", "← stretched over h, 3 times"),
        *("It ended.", "Not all was seen."),
        "Intermediate values",
        "Those that the reference names, looked for among the values of that call.",
        *("✓ 2 before these", *(f"✓ H_{t} line 2" for t in range(3, 9)), "✗ H_9 the first that is missing"),
        "rnn_cell, checked in 0.2 s with Python 3.11 and",
        "PyTorch 2.13, on cpu, isolation: process.",
        "Time limit: 10 s.",
        f"SHA-256 of the file: {'0' * 64}",
    ]


def test_findings_are_marked_in_the_source_at_their_columns(pages) -> None:
    told = render_html([pages["failed"]])
    assert "<code>\treturn <mark>X @ W + X</mark></code>" in told
    assert "<code><mark>def f(X, W):</mark></code>" in told
    assert '<a href="#r1-f1">↑ 1: a silent broadcast</a>' in told


def test_marks_that_overlap_and_columns_that_do_not_exist_are_marked_all_the_same(pages) -> None:
    report, _ = pages["failed"]
    (first, _) = report.findings
    places = ((0, 3), (2, 5), (4, 900), (50, 60), (7, 2), (-4, 2))
    findings = tuple(
        replace(first, line=line, start=start, end=end) for line, (start, end) in enumerate(places, start=1)
    )
    told = render_html([(replace(report, findings=findings), Details({"answer.py": "abcdefgh\n" * 6}))])
    assert re.findall(r"<li class=\"found\"><code>(.*?)</code>", told) == [
        "<mark>abc</mark>defgh",
        "ab<mark>cde</mark>fgh",
        "abcd<mark>efgh</mark>",
        "<mark>abcdefgh</mark>",
        "abcdefg<mark>h</mark>",
        "<mark>ab</mark>cdefgh",
    ]
    both = tuple(replace(each, line=1) for each in findings[:2])
    told = render_html([(replace(report, findings=both), Details({"answer.py": "abcdefgh"}))])
    assert "<mark>ab</mark><mark>c</mark><mark>de</mark>fgh" in told


def test_of_a_notebook_the_cell_with_a_finding_stands_apart(pages) -> None:
    report, _ = pages["failed"]
    cells = {f"a.ipynb, cell {number}": f"x = {number}\n" for number in (1, 2, 3)}
    first = replace(report.findings[0], file="a.ipynb, cell 2", line=1, start=0, end=1)
    milestone = SeenMilestone("H_1", True, "a.ipynb, cell 2", 1)
    notebook = replace(report, file="a.ipynb", findings=(first,))
    told = Read.of(render_html([(notebook, Details(cells, milestones=(milestone,)))])).lines
    place = told.index("a.ipynb, cell 2")
    assert told[place : place + 9] == [
        *("a.ipynb, cell 2", "The source, with what was found in it", "x = 2", "↑ 1: a silent broadcast"),
        *("The notebook", "The source of the cells in which nothing was found"),
        *("a.ipynb, cell 1", "x = 1", "a.ipynb, cell 3"),
    ]
    assert "a.ipynb, cell 2, line 1" in told
    assert "✓ H_1 cell 2, line 1" in told


def test_what_cannot_be_seen_is_spelled_and_what_is_markup_is_text(pages) -> None:
    told = render_html([pages["hostile"]])
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", told)
    assert told.count('<span class="odd">\\x1b</span>[31m&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;') >= 12
    assert told.count("{{ 7 * 7 }}") >= 12
    assert "<img" not in told
    assert "<script" not in told
    assert "&amp;amp; ]]&gt;" in told


def test_text_that_no_encoding_has_is_spelled(pages) -> None:
    report, _ = pages["failed"]
    source = Details({"a\ud800.py": "\ufeff\u200b\U000e0041\n"})
    told = render_html([(replace(report, file="a\ud800.py"), source)])
    assert told.encode("utf-8")
    assert '<span class="odd">\\ud800</span>' in told
    assert '<span class="odd">\\U000e0041</span>' in told


def test_long_lines_and_many_lines_are_cut_with_a_remark(pages) -> None:
    report, details = pages["hostile"]
    assert len(render_html([(report, replace(details, dependence=None))])) < 150_000
    finding = Finding("value", "wrong_value", "\n".join("a" * 5000), line=1)
    many = Details({"answer.py": "pass\n" * 5000})
    told = render_html([(replace(report, file="answer.py", findings=(finding,), stdout="b\n" * 5000), many)])
    for remark in ("… 4700 more lines", "… 3000 more lines: the first 2000 are shown.", "… 4800 more lines"):
        assert remark in told


def test_what_was_left_out_is_told(pages) -> None:
    told = Read.of(render_html([pages["no file"]])).lines
    assert told[told.index("Left out") + 1] == "The shapes are left out."


def test_without_matplotlib_the_numbers_are_there_and_the_remedy(pages, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(flow) -> str:
        raise NoPlots("Plots need matplotlib.")

    monkeypatch.setattr(renderer, "flow_svg", missing)
    monkeypatch.setattr(renderer, "dependence_svg", missing)
    told = render_html([pages["passed"]])
    assert "<svg" not in told
    assert told.count("Plots need matplotlib.") == 2
    assert '<td class="number">0.9</td>' in told


def test_a_flow_of_wrong_values_is_said_to_be_that_of_something_else(pages) -> None:
    assert "the flow of another computation than the reference&#39;s" in render_html([pages["hostile"]])
    assert "The flow is stable, as in the reference." in render_html([pages["passed"]])


def test_text_has_the_contrast_that_wcag_asks_for() -> None:
    """Level AA: 4.5 to 1, in light and in dark (https://www.w3.org/TR/WCAG22/#contrast-minimum)."""
    style = (Path(grader.render.__file__).parent / "templates" / "style.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    light, dark = (dict(re.findall(r"--(\w+): (#\w{6})", block)) for block in blocks[:2])
    assert light.keys() == dark.keys()
    assert light != dark
    for theme in (light, dark):
        for ink in ("ink", "faint", "right", "wrong", "warn", "link"):
            assert min(contrast(theme[ink], theme[ground]) for ground in ("ground", "box")) >= 4.5
        assert contrast(theme["ink"], theme["mark"]) >= 4.5


def contrast(one: str, other: str) -> float:
    first, second = sorted((luminance(one), luminance(other)))
    return (second + 0.05) / (first + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Read(HTMLParser):
    """What a browser makes of a page: its elements, what is left open at its end, and its text line by line."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""

    @classmethod
    def of(cls, page: str) -> Read:
        read = cls()
        read.feed(page)
        read.close()
        return read

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.text.split("\n") if line.strip()]

    def attributes(self, tag: str | None, name: str) -> list[str | None]:
        return [found[name] for each, found in self.tags if tag in (None, each) and name in found]

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style" and "svg" not in self.open:
            self.text += data
