"""The sizes at which an exercise is asked: readable ones, and those at which something coincides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from grader.worker.dimensions import choose_sizes

TIME, BATCH, LAYERS = "T", "n", "l"

_SHORT_LOOPS = {TIME: 4, LAYERS: 3}
_LONG_TIME, _SHORT_TIME = 60, 10
_TINY = 2
_MANY = 5
"""From so many dimensions on there are so many coincidences that their tensors are small ones."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """All the sizes for some dimensions. `main`: they can be read back, or else, where `tiny`, they only differ.

    >>> sizes = Sizes.chosen(("n", "d", "h"), seed=8)
    >>> sizes.small
    {'n': 2, 'd': 2, 'h': 2}
    >>> [id for id, _ in sizes.special()]
    ['n = 1', 'd = 1', 'h = 1', 'n = d', 'n = h', 'd = h']
    """

    main: Mapping[str, int]
    seed: int
    tiny: bool = False

    @classmethod
    def chosen(cls, names: Sequence[str], seed: int, *, tiny: bool = False) -> Sizes:
        """Sizes for dimensions. `tiny`: for programs that are too slow for others."""
        return cls(choose_sizes(names, seed, "tiny" if tiny else "readable"), seed, tiny)

    @property
    def small(self) -> dict[str, int]:
        """For numbers that are shown."""
        return {name: 3 if name == TIME else 2 for name in self.main}

    @property
    def short(self) -> dict[str, int]:
        """The main ones, for a shorter time."""
        return {name: min(size, _SHORT_TIME) if name == TIME else size for name, size in self.main.items()}

    @property
    def long(self) -> dict[str, int]:
        """Small ones, for a long time."""
        return {**self.small, TIME: _LONG_TIME}

    def special(self) -> Iterator[tuple[str, dict[str, int]]]:
        """A 1 in each dimension, and coincidences of two, where nothing crashes by mistake and only the values tell.

        What a loop runs over is short where it is not what is special.
        """
        crowded = len(self.main) >= _MANY and not self.tiny
        sizes = choose_sizes(self.main, self.seed, "compact") if crowded else self.main
        most = dict.fromkeys(sizes, _TINY) if self.tiny else _SHORT_LOOPS
        short = {name: min(size, most.get(name, size)) for name, size in sizes.items()}
        for name in sizes:
            yield f"{name} = 1", {**short, name: 1}
        for a, b in combinations(sizes, 2):
            same = min(sizes[a], sizes[b])
            yield f"{a} = {b}", {**short, a: same, b: same}

    def usual(self) -> Iterator[tuple[str, dict[str, int]]]:
        """One dimension after the other as long as it is usually, where the main ones are tiny."""
        usual = choose_sizes(self.main, self.seed) if self.tiny else {}
        yield from ((f"{name} is long", {**self.small, name: size}) for name, size in usual.items())
