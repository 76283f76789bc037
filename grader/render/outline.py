"""What every renderer says, in the same words: verdict, headline, stages, places."""

from __future__ import annotations

from grader.render.flow_words import flow_remark
from grader.report import KINDS, Finding, Report, Stage, place_in_words

_FEW = 3
_UNLIMITED = "It ran in this very process: no limits of time or memory applied to it."
VERDICT_MARKS = {"passed": "✓", "failed": "✗", "not_attempted": "–", "error": "!"}
STAGE_MARKS = {"passed": "✓", "failed": "✗", "skipped": "–", "warned": "!"}


def title(report: Report) -> str:
    """The verdict in one line: `✗ rnn_cell — the values differ`."""
    return f"{VERDICT_MARKS[report.outcome]} {report.exercise or report.file or 'the submission'} — {headline(report)}"


def headline(report: Report) -> str:
    """The verdict in a few words: that of the first finding that fails."""
    if report.outcome == "passed":
        return "passed"
    if report.outcome == "not_attempted":
        return "not attempted yet"
    first = first_failure(report)
    return KINDS[first.kind] if first else "failed"


def points(report: Report) -> str:
    """`4 of 10 points`; nothing where there are none to earn, or the grader has failed: then none are lost."""
    earned, possible = report.weights if report.outcome != "error" else (0, 0)
    if report.outcome == "not_attempted" or report.score == 0:
        earned = 0
    return f"{earned} of {possible} points" if possible else ""


def first_failure(report: Report) -> Finding | None:
    """The finding that the verdict speaks of."""
    return next((finding for finding in report.findings if not finding.warns), None)


def diagnosis(report: Report, finding: Finding) -> str:
    """The sentence of the recognised mistake, at the finding that it is the reason of."""
    if report.mistake is None:
        return ""
    failures = [each for each in report.findings if not each.warns]
    first = next((each for each in failures if each.stage == report.mistake.stage), next(iter(failures), None))
    return report.mistake.message if finding is first else ""


def place(finding: Finding, report: Report) -> str:
    """`answer.py:4`, `answer.ipynb, cell 3, line 2`; of a live function without a file, `line 4`."""
    return place_in_words(finding.file or report.file, finding.line)


def is_verbatim(line: str) -> bool:
    """Shapes and numbers stand as they are; sentences are set as prose."""
    return line.startswith("  ") or " : " in line


def same_place(one: Finding, other: Finding) -> bool:
    """Whether two findings point at the very same piece of source."""
    return (one.file, one.line, one.start, one.end) == (other.file, other.line, other.start, other.end)


def caret(finding: Finding) -> tuple[str, str] | None:
    """The source line without its indentation, and the marks under the expression (none where none is known)."""
    if not finding.source:
        return None
    text = finding.source.strip()
    indent = len(finding.source) - len(finding.source.lstrip())
    if finding.start is None or finding.end is None:
        return text, ""
    start = min(max(finding.start - indent, 0), len(text))
    return text, " " * start + "~" * max(min(finding.end - indent, len(text)) - start, 1)


def facts_and_numbers(finding: Finding) -> tuple[list[str], list[str]]:
    """A message in two parts: its sentences, and the small example with its numbers, if there is one."""
    lines = finding.message.split("\n")
    first = next((i for i, line in enumerate(lines) if line.startswith("  ")), None)
    return (lines, []) if first is None else (lines[: first - 1], lines[first - 1 :])


def remarks(report: Report) -> list[str]:
    """What has to be said of stages that passed, of the gradient flow, and of a check without limits."""
    told = [sentence(stage.message) for stage in report.stages if stage.outcome == "passed" and stage.message]
    told += [flow] if (flow := _flow(report)) else []
    return [*told, _UNLIMITED] if report.environment.isolation == "none" else told


def _flow(report: Report) -> str:
    """Nothing while the values are wrong: then the flow is that of another computation."""
    right = any(stage.id == "value" and stage.outcome in ("passed", "warned") for stage in report.stages)
    return flow_remark(report.gradient_flow) if report.gradient_flow is not None and right else ""


def sentence(text: str) -> str:
    """With a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def stage_words(stage: Stage) -> str:
    """`✓ shape`, `– gradient (skipped: values differ)`."""
    reason = f" ({stage.message})" if stage.outcome == "skipped" and stage.message else ""
    return f"{STAGE_MARKS[stage.outcome]} {stage.id}{reason}"


def stage_row(report: Report) -> list[str]:
    """All stages. Those skipped for one reason are told together."""
    words: list[str] = []
    skipped: list[Stage] = []
    for stage in [*report.stages, None]:
        if stage is not None and stage.outcome == "skipped" and (not skipped or skipped[0].message == stage.message):
            skipped.append(stage)
            continue
        if skipped:
            reason = f" ({skipped[0].message})" if skipped[0].message else ""
            names = "the rest" if len(skipped) > _FEW else ", ".join(each.id for each in skipped)
            words.append(f"– {names}{reason}")
            skipped = []
        if stage is not None and stage.outcome == "skipped":
            skipped.append(stage)
        elif stage is not None:
            words.append(stage_words(stage))
    return words
