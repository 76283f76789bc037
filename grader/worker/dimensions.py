"""Dimensions: names ↔ sizes. Choose sizes that can be read back; spell a size as a name."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Literal

Room = Literal["readable", "compact", "tiny"]
"""How much room there is between sizes, for other numbers that can be read back."""

_LARGEST_MULTIPLE = 4
_CANDIDATES = range(5, 48)
_FEW_CANDIDATES = range(5, 32)
_MORE_CANDIDATES = range(5, 200)
_SMALL_CANDIDATES = range(4, 24)
_LEAST = 3
_LOOPS = ("T", "l")
_ATTEMPTS = 40
_MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class Dimensions:
    """The sizes of one probe, by name, in the order in which the signature introduces them.

    >>> dims = Dimensions({"n": 7, "d": 16, "h": 36})
    >>> dims.spell(16), dims.spell(4 * 36), dims.spell(16 + 36), dims.spell(5)
    ('d', '4h', 'd+h', '5')
    >>> dims.spell_shape((7, 36))
    '(n, h)'
    """

    sizes: Mapping[str, int]

    def spell(self, size: int) -> str:
        """The name of a size: `n`, `4h`, `d+h`, `n·T`, or the number itself where no name fits."""
        return _spellings(tuple(self.sizes.items())).get(size, str(size))

    def spell_shape(self, shape: Sequence[int], like: Sequence[str] = ()) -> str:
        """Spell a shape. `like` are the names expected there: an axis of that very size takes that name."""
        names = [
            like[axis] if len(like) == len(shape) and self._is(like[axis], size) else self.spell(size)
            for axis, size in enumerate(shape)
        ]
        return f"({', '.join(names)}{',' if len(names) == 1 else ''})"

    def _is(self, axis: str, size: int) -> bool:
        try:
            return self.size(axis) == size
        except KeyError:
            return False

    def size(self, axis: str) -> int:
        """The number that an axis of an annotation has here: `h`, `2*h`, `k+num_tokens`, `3`.

        Raises:
            KeyError: a name that is no dimension of this probe.
        """
        return sum(_product(term, self.sizes) for term in axis.split("+"))


def choose_sizes(names: Iterable[str], seed: int, room: Room = "readable") -> dict[str, int]:
    """Sizes that can be read back: no name, sum, product, small multiple, neighbour or square equals another.

    With many names that would take large sizes, and tensors over many axes too much time: then no name equals anything
    else, and only sums and products may equal one another. Different for every seed, so that code cannot know them.
    Deterministic in `names` and `seed`.
    Loops run over `T` and `l`: they get the smallest sizes. Where `room` is `compact` no name equals anything else, as
    with many names, and all are small; where it is `tiny` they only differ, and are as small as can be.

    >>> sizes = choose_sizes(("n", "T", "d", "h"), seed=1)
    >>> len(set(readings(sizes))) == len(readings(sizes))
    True
    """
    return dict(_chosen(tuple(names), seed, room))


@lru_cache(maxsize=64)
def _chosen(ordered: tuple[str, ...], seed: int, room: Room) -> Mapping[str, int]:
    if len(ordered) > _MOST_NAMES:
        raise ValueError(f"no readable sizes for {len(ordered)} dimensions: {', '.join(ordered)}")
    rng = random.Random(f"{seed}:{','.join(ordered)}")
    if room == "tiny":
        numbers = rng.sample(range(_LEAST, _LEAST + len(ordered)), len(ordered))
        return _with_short_loops(dict(zip(ordered, numbers, strict=True)))
    for pool, readable in _COMPACT if room == "compact" else _READABLE:
        for _ in range(_ATTEMPTS):
            sizes = _grow(ordered, rng.sample(pool, len(pool)), readable)
            if sizes is not None:
                return _with_short_loops(sizes)
    raise ValueError(f"no readable sizes for {len(ordered)} dimensions: {', '.join(ordered)}")


def readings(sizes: Mapping[str, int]) -> list[int]:
    """Every number that a mistake could make of these sizes, one entry per reading."""
    return [number for number, _ in _readings(tuple(sizes.items()))]


def names_in(axis: str) -> list[str]:
    """The dimension names of one axis of an annotation.

    >>> names_in("2*h"), names_in("k+m"), names_in("3")
    (['h'], ['k', 'm'], [])
    """
    return re.findall(r"[A-Za-z_]\w*", axis)


def _all_differ(sizes: Mapping[str, int]) -> bool:
    seen: set[int] = set()
    for number, _ in _readings(tuple(sizes.items())):
        if number in seen:
            return False
        seen.add(number)
    return True


def _names_differ(sizes: Mapping[str, int]) -> bool:
    often = Counter(readings(sizes))
    return all(often[size] == 1 for size in sizes.values())


def _grow(
    names: Sequence[str], candidates: Sequence[int], readable: Callable[[Mapping[str, int]], bool]
) -> dict[str, int] | None:
    """Give each name the first candidate with which all can still be read back."""
    sizes: dict[str, int] = {}
    for name in names:
        for candidate in candidates:
            trial = {**sizes, name: candidate}
            if readable(trial):
                sizes = trial
                break
        else:
            return None
    return sizes


def _with_short_loops(sizes: dict[str, int]) -> dict[str, int]:
    """Whether sizes are readable does not depend on who has which: so those that loops run over may trade."""
    traded = dict(sizes)
    for smallest, name in zip(sorted(sizes.values()), (name for name in _LOOPS if name in sizes), strict=False):
        holder = next(other for other, size in traded.items() if size == smallest)
        traded |= {name: smallest, holder: traded[name]}
    return traded


_READABLE = ((_CANDIDATES, _all_differ), (_FEW_CANDIDATES, _names_differ), (_MORE_CANDIDATES, _names_differ))
_COMPACT = ((_SMALL_CANDIDATES, _names_differ), *_READABLE)


def _product(term: str, sizes: Mapping[str, int]) -> int:
    number = 1
    for factor in term.split("*"):
        word = factor.strip()
        number *= int(word) if word.isdigit() else sizes[word]
    return number


def _readings(items: tuple[tuple[str, int], ...]) -> Iterator[tuple[int, str]]:
    """Each reading with its spelling, the plainest first."""
    yield from ((size, name) for name, size in items)
    for name, size in items:
        yield from ((k * size, f"{k}{name}") for k in range(2, _LARGEST_MULTIPLE + 1))
    for (a, p), (b, q) in combinations(items, 2):
        yield p + q, f"{a}+{b}"
        yield p * q, f"{a}·{b}"
    for name, size in items:
        yield size + 1, f"{name}+1"
        yield size - 1, f"{name}-1"
        yield size * size, f"{name}·{name}"
    for (a, p), (b, q), (c, r) in combinations(items, 3):
        yield p * q * r, f"{a}·{b}·{c}"


@lru_cache(maxsize=64)
def _spellings(items: tuple[tuple[str, int], ...]) -> dict[int, str]:
    """Number → spelling. Where names coincide all are told, `n=h`; otherwise the plainest wins.

    0 and 1 stay numbers, unless a name has them.
    """
    table: dict[int, str] = {}
    for size in {size for _, size in items}:
        table[size] = "=".join(name for name, other in items if other == size)
    for number, spelling in _readings(items):
        if number > 1:
            table.setdefault(number, spelling)
    return table
