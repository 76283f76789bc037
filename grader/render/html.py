"""Reports as one page that needs nothing else: no network, no scripts. Whatever a student wrote is text in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from grader.render import outline
from grader.render.flow_words import flow_remark
from grader.render.marked import MOST_LINES, Pieces, Source, excerpt, sources_of
from grader.render.plots import NoPlots, dependence_svg, flow_svg
from grader.render.visible import parts_of, plain
from grader.report import KINDS, Details, Finding, GradientFlow, Listing, Report, SeenMilestone

_MOST_PRINTED = 200
_MOST_SAID = 300
_MOST_MILESTONES = 6

Block = tuple[str, list[str]]
"""Lines of a message that are alike: `prose`, or `verbatim`."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A finding with what is said of it: its line, unless it was just shown, the facts, the reason, the numbers."""

    number: int
    finding: Finding
    pieces: Pieces
    is_placed: bool
    facts: list[Block]
    diagnosis: str
    numbers: list[Block]


@dataclass(frozen=True, slots=True)
class _Plot:
    """A drawing, or why there is none, with what it shows."""

    svg: Markup | None
    missing: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Section:
    """A report as the page has it. `id` begins the anchors in it."""

    id: str
    report: Report
    found: list[_Found]
    sources: list[Source]
    listings: tuple[Listing, ...]
    reached: tuple[tuple[SeenMilestone, ...], int]
    missing: SeenMilestone | None
    flow: _Plot | None
    dependence: _Plot | None
    printed: list[tuple[str, list[str], int]]
    left_out: tuple[str, ...]


def render_html(pages: Sequence[tuple[Report, Details]]) -> str:
    """All reports as one document, with a table of contents where there are several.

    Without matplotlib the numbers of a gradient flow are there, and the page says what draws them.
    """
    sections = [_section(f"r{number}", report, details) for number, (report, details) in enumerate(pages, start=1)]
    words = {"outline": outline, "kinds": KINDS, "most_lines": MOST_LINES}
    return _environment().get_template("page.html").render(sections=sections, title=_title(sections), **words)


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("grader.render"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters |= {"code": _with_code, "plain": plain}
    return environment


def _shown(value: object) -> Markup:
    """Every value that comes into the page goes through here: escaped, with what is unseen spelled."""
    if isinstance(value, Markup):
        return value
    odd = Markup('<span class="odd">{}</span>')
    return Markup("").join(odd.format(part) if is_odd else escape(part) for part, is_odd in parts_of(str(value)))


def _with_code(text: str) -> Markup:
    """Prose in which what stands between backticks is code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return _shown(text)
    code = Markup("<code>{}</code>")
    return Markup("").join(code.format(_shown(part)) if i % 2 else _shown(part) for i, part in enumerate(parts))


def _title(sections: Sequence[_Section]) -> str:
    if len(sections) == 1:
        return f"{outline.title(sections[0].report)} · Trysquare"
    passed = sum(section.report.outcome == "passed" for section in sections)
    return f"{passed} of {len(sections)} passed · Trysquare"


def _section(id: str, report: Report, details: Details) -> _Section:
    found = [milestone for milestone in details.milestones if milestone.is_found]
    return _Section(
        id=id,
        report=report,
        found=[_found(number, report) for number in range(1, len(report.findings) + 1)],
        sources=sources_of(report, details.sources),
        listings=details.listings,
        reached=(tuple(found[-_MOST_MILESTONES:]), max(len(found) - _MOST_MILESTONES, 0)),
        missing=next((milestone for milestone in details.milestones if not milestone.is_found), None),
        flow=_flow(report),
        dependence=_dependence(details),
        printed=[(name, *_beginning(text)) for name, text in _streams(report) if text.strip()],
        left_out=details.left_out,
    )


def _found(number: int, report: Report) -> _Found:
    finding = report.findings[number - 1]
    before = report.findings[number - 2] if number > 1 else None
    facts, numbers = outline.facts_and_numbers(finding)
    return _Found(
        number=number,
        finding=finding,
        pieces=excerpt(finding),
        is_placed=finding.line is not None and not (before is not None and outline.same_place(finding, before)),
        facts=_blocks(facts),
        diagnosis=outline.diagnosis(report, finding),
        numbers=_blocks(numbers),
    )


def _blocks(lines: Sequence[str]) -> list[Block]:
    """Runs of sentences, and of shapes and numbers, which stand as they are."""
    shown = [*lines[:_MOST_SAID], *([f"… {len(lines) - _MOST_SAID} more lines"] if len(lines) > _MOST_SAID else [])]
    kept = [line for line in shown if line.strip()]
    return [("verbatim" if verbatim else "prose", list(run)) for verbatim, run in groupby(kept, outline.is_verbatim)]


def _flow(report: Report) -> _Plot | None:
    flow = report.gradient_flow
    if flow is None:
        return None
    is_wrong = any(stage.id == "value" and stage.outcome not in ("passed", "warned") for stage in report.stages)
    theirs = "The values differ, so this is the flow of another computation than the reference's." if is_wrong else ""
    remarks = (theirs or flow_remark(flow) or _as_it_should(flow),)
    return _drawn(lambda: flow_svg(flow), remarks)


def _as_it_should(flow: GradientFlow) -> str:
    return f"The flow is {flow.verdict.replace('_', ' ')}{', as in the reference' if flow.expected else ''}."


def _dependence(details: Details) -> _Plot | None:
    dependence = details.dependence
    return _drawn(lambda: dependence_svg(dependence), dependence.remarks) if dependence is not None else None


def _drawn(draw: Callable[[], str], remarks: tuple[str, ...]) -> _Plot:
    try:
        return _Plot(Markup(draw()), "", remarks)
    except NoPlots as error:
        return _Plot(None, str(error), remarks)


def _streams(report: Report) -> list[tuple[str, str]]:
    return [("stdout", report.stdout), ("stderr", report.stderr)]


def _beginning(text: str) -> tuple[list[str], int]:
    """The first lines of what was printed, and how many more there are."""
    lines = text.rstrip("\n").split("\n")
    return lines[:_MOST_PRINTED], max(len(lines) - _MOST_PRINTED, 0)
