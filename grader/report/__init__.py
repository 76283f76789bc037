"""What was found, as pure data: reports, listings, flows. Renderers read this and nothing else of ours."""

from grader.report.dependence import Dependence
from grader.report.flow import GradientFlow
from grader.report.kinds import KINDS
from grader.report.listing import ListedLine, ListedOperation, Listing, WhatIf
from grader.report.numbers import SCHEMA, finite
from grader.report.report import Environment, Finding, Outcome, RecognisedMistake, Report, Stage, StageOutcome

__all__ = [
    "KINDS",
    "SCHEMA",
    "Dependence",
    "Environment",
    "Finding",
    "GradientFlow",
    "ListedLine",
    "ListedOperation",
    "Listing",
    "Outcome",
    "RecognisedMistake",
    "Report",
    "Stage",
    "StageOutcome",
    "WhatIf",
    "finite",
]
