"""What was found, as pure data: reports, listings, flows. Renderers read this and nothing else of ours."""

from grader.report.dependence import Dependence
from grader.report.details import Details, SeenMilestone
from grader.report.flow import Followed, GradientFlow, cut_of, flow_of, rate_of, verdict_of
from grader.report.kinds import KINDS
from grader.report.listing import ListedLine, ListedOperation, Listing, WhatIf
from grader.report.numbers import SCHEMA, finite
from grader.report.outcomes import Outcome, StageOutcome
from grader.report.places import place_in_words
from grader.report.report import Environment, Finding, RecognisedMistake, Report, Stage
from grader.report.similar import Beside, Pair, Place, SourceLine

__all__ = [
    "KINDS",
    "SCHEMA",
    "Beside",
    "Dependence",
    "Details",
    "Environment",
    "Finding",
    "Followed",
    "GradientFlow",
    "ListedLine",
    "ListedOperation",
    "Listing",
    "Outcome",
    "Pair",
    "Place",
    "RecognisedMistake",
    "Report",
    "SeenMilestone",
    "SourceLine",
    "Stage",
    "StageOutcome",
    "WhatIf",
    "cut_of",
    "finite",
    "flow_of",
    "place_in_words",
    "rate_of",
    "verdict_of",
]
