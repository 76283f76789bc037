"""Renderers are pure functions of a report, and show what is in it, not what it would like to be."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from grader.render.as_json import render_json
from grader.render.console import render_console
from grader.render.markdown import code, escaped, render_markdown
from grader.report import Environment, Finding, GradientFlow, RecognisedMistake, Report, Stage

REPORT = Report(
    exercise="rnn_cell",
    file="a`b|c.py",
    sha256="0" * 64,
    outcome="failed",
    score=0.5,
    stages=(Stage("shape", "passed", "", 0.5, 0.5, 1), Stage("value", "failed", "no", 0.0, 0.5, 1)),
    findings=(
        Finding(
            "value",
            "wrong_value",
            "[red]Not[/red] <script>alert(1)</script> | a `name` *stars*\nA : (n, d)",
            line=3,
            source="    x = [bold]y[/bold]",
            start=8,
            end=12,
        ),
    ),
    mistake=RecognisedMistake("m", "Look <here>.", "value"),
    gradient_flow=GradientFlow((float("inf"), 1.0), "exploding"),
    stdout="```\n# heading\n[link](x)",
    environment=Environment("2", "3.11", "cpu", "process"),
)


def test_the_console_shows_markup_as_it_is() -> None:
    assert render_console([REPORT]).splitlines() == [
        "✗ rnn_cell — the values differ                                     1 of 2 points",
        "",
        "  a`b|c.py:3   x = [bold]y[/bold]",
        "                   ~~~~",
        "  [red]Not[/red] <script>alert(1)</script> | a `name` *stars*",
        "    A : (n, d)",
        "",
        "  Look <here>.",
        "",
        "  Printed to stdout:",
        "  │ ```",
        "  │ # heading",
        "  │ [link](x)",
        "",
        "  ✓ shape  ✗ value",
    ]


def test_colour_changes_nothing_but_colour() -> None:
    coloured = render_console([REPORT], colour=True)
    assert "\x1b[" in coloured
    assert "\x1b[" not in render_console([REPORT])


@pytest.mark.parametrize("width", [40, 60, 80])
def test_sentences_and_stages_keep_to_the_width(width: int) -> None:
    wordy = replace(REPORT, findings=(Finding("value", "wrong_value", "word " * 60),), stdout="")
    lines = render_console([wordy], width).splitlines()
    assert max(len(line) for line in lines[1:]) <= width


def test_markdown_escapes_prose_and_fences_what_was_printed() -> None:
    told = render_markdown([REPORT])
    assert "## ✗ `rnn_cell` — the values differ (1 of 2 points)" in told
    assert "File: `` a`b|c.py ``" in told
    assert r"\[red\]Not\[/red\] \<script\>alert(1)\</script\> \| a `name` \*stars\*" in told
    assert "````\n```\n# heading\n[link](x)\n````" in told
    assert "```\nA : (n, d)\n```" in told


def test_markdown_helpers() -> None:
    assert code("a`b") == "`` a`b ``"
    assert escaped("an `odd backtick") == r"an \`odd backtick"


def test_json_has_null_for_numbers_that_it_lacks() -> None:
    (report,) = json.loads(render_json([REPORT]))
    flow = report["gradient_flow"]
    assert (flow["norms"], flow["verdict"], flow["expected"]) == ([None, 1.0], "exploding", None)
