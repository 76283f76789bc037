"""Submissions that are alike beyond what the course gives: the starter files, the references, and what many have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from grader.classroom.beside import Side, side_by_side
from grader.classroom.evidence import Part, parts_of
from grader.classroom.fingerprints import K, Passage
from grader.classroom.gather import Handed
from grader.exercise import find
from grader.report.similar import Pair, Place

LEAST = 0.7
"""Of the own words of the shorter of two definitions, this share has to be alike."""

FEWEST = 40
"""Own words, three or four lines, below which a definition is no evidence: short solutions are alike by nature."""

_FEWEST_IDENTICAL, _FEW = 10, 8
_MOST_HOLDERS = 256
"""Definitions that one passage is looked for in: it bounds what students could cost who agree to cost much."""


@dataclass(frozen=True, slots=True)
class _Match:
    """Two definitions that are alike; of each word whether it is evidence that the other has too."""

    first: Part
    second: Part
    first_alike: Sequence[bool]
    second_alike: Sequence[bool]
    share: float
    is_identical: bool = False

    @property
    def words(self) -> int:
        return min(sum(self.first_alike), sum(self.second_alike))


def similar(handed: Sequence[Handed], exercise: str | None = None, least: float = LEAST) -> list[Pair]:
    """The pairs of different students whose submissions are alike, those with the most evidence first.

    Nothing is run or imported. A passage that many have is no evidence, so that the time grows with the class and not
    with its square. Files that are identical are told, unless nearly all in them is given, or half of a class has
    them.

    **Arguments**

    - `exercise`: look only at files named like it, and at the definitions elsewhere that are.
    - `least`: the share of own words, 0 to 1, from which two definitions are told.

    Raises:
        UnknownExercise: there is no such exercise.
    """
    parts, known = parts_of(handed, find(exercise) if exercise else None)
    found: dict[tuple[int, int], list[_Match]] = {}
    for match in (*_identical(parts, max(_FEW, len(handed) // 2)), *_matching(parts, known, least)):
        found.setdefault((match.first.student, match.second.student), []).append(match)
    pairs = [_pair(handed[one].student, handed[other].student, each) for (one, other), each in found.items()]
    return sorted(pairs, key=lambda pair: (-pair.words, pair.first, pair.second))


def _identical(parts: Sequence[Part], most: int) -> Iterator[_Match]:
    """The definitions of files that are the same, with all in them that is not given; but what `most` have is given."""
    files: dict[str, dict[tuple[int, str], list[Part]]] = {}
    for part in parts:
        files.setdefault(part.text, {}).setdefault((part.student, part.file), []).append(part)
    for same in files.values():
        own = sum(sum(part.original) for part in next(iter(same.values())))
        if own < _FEWEST_IDENTICAL or len({student for student, _ in same}) > most:
            continue
        for ((one, _), here), ((other, _), there) in combinations(same.items(), 2):
            for first, second in zip(here, there, strict=False) if one != other else ():
                if any(first.original):
                    yield _Match(first, second, first.original, second.original, 1.0, is_identical=True)


def _matching(parts: Sequence[Part], known: frozenset[Passage], least: float) -> Iterator[_Match]:
    """The definitions that share passages which are neither given nor common, and enough of them."""
    holders: dict[Passage, list[int]] = {}
    for number, part in enumerate(parts):
        if sum(part.own) >= FEWEST:
            for passage in {*part.passages} - known:
                if len(numbers := holders.setdefault(passage, [])) < _MOST_HOLDERS:
                    numbers.append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        shared.update(pair for pair in combinations(numbers, 2) if parts[pair[0]].student != parts[pair[1]].student)
    for (one, other), often in shared.items():
        match = _compared(parts[one], parts[other], known, least, often)
        if match is not None:
            yield match


def _compared(first: Part, second: Part, known: frozenset[Passage], least: float, often: int) -> _Match | None:
    """Two definitions that have `often` different passages of evidence in common, if they are alike enough."""
    size = min(sum(first.own), sum(second.own))
    if often * K < least * size or first.text == second.text:
        return None
    common = {*first.passages}.intersection(second.passages).difference(known)
    first_alike, second_alike = first.alike(common), second.alike(common)
    share = min(sum(first_alike), sum(second_alike)) / size
    return _Match(first, second, first_alike, second_alike, min(share, 1.0)) if share and share >= least else None


def _pair(first: str, second: str, matches: Sequence[_Match]) -> Pair:
    """What two students have in common; of a definition only what is likest to it."""
    kept: list[_Match] = []
    taken: set[Part] = set()
    for match in sorted(matches, key=lambda match: (not match.is_identical, -match.words)):
        if match.first not in taken and match.second not in taken:
            taken |= {match.first, match.second}
            kept.append(match)
    identical = sorted({match.first.file for match in kept if match.is_identical})
    share = max(match.share for match in kept)
    return Pair(first, second, share, sum(match.words for match in kept), tuple(identical), tuple(map(_place, kept)))


def _place(match: _Match) -> Place:
    first, second = match.first, match.second
    rows = side_by_side(
        Side(first.lines, first.definition.words, match.first_alike),
        Side(second.lines, second.definition.words, match.second_alike),
    )
    return Place(first.definition.name, first.file, second.file, match.share, match.words, rows)
