"""What a page shows beside a report: the submission itself, and what a second look at it has seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.report.dependence import Dependence
from grader.report.listing import Listing


@dataclass(frozen=True, slots=True)
class SeenMilestone:
    """An intermediate value that the reference names: whether a submission computes it, and in which of its lines."""

    name: str
    is_found: bool
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Details:
    """All of it is optional: a submission may hang or die when it is looked at once more.

    - `sources`: the text of the submission by its name, or those of a notebook's cells by theirs: as they are, hostile
      characters included.
    - `listings`: the same with shapes, of one call.
    - `milestones`: those that are found, in the order in which they are computed, and the first that is missing.
    - `left_out`: what is not here and might have been, and why, in sentences.
    """

    sources: Mapping[str, str] = field(default_factory=dict[str, str])
    listings: tuple[Listing, ...] = ()
    milestones: tuple[SeenMilestone, ...] = ()
    dependence: Dependence | None = None
    left_out: tuple[str, ...] = ()
