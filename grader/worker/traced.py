"""What is seen inside a call, as data: shapes of sub-expressions and names, devices, and broken annotations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from torch import Tensor

Shape = tuple[int, ...]

UNSEEN = -1
"""The operation of an event that happened where the trace cannot look: compiled code, NumPy, a tensor made before."""


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of source. Lines count from 1, columns in characters from 0; they are None where Python lost them.

    `source` is the whole first line.
    """

    file: str
    line: int
    end_line: int
    start: int | None = None
    end: int | None = None
    function: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One combination of shapes in which an operation ran.

    - `results`: one shape for each tensor; `pieces`: how many equal ones the last of them stands for.
    - `stretched`: silent broadcasts, as pairs of an operand and an axis of the result counted from its end (-1, …).
    """

    operands: tuple[Shape, ...]
    results: tuple[Shape, ...]
    dtypes: tuple[str, ...]
    pieces: int = 1
    stretched: tuple[tuple[int, int], ...] = ()
    times: int = 1


@dataclass(frozen=True, slots=True)
class Operation:
    """A sub-expression: its place, its text, and every form in which it ran, in the order of their first time.

    - `kind`: `operation` of torch, `call` of a function, `module`, `write` into a tensor, `iteration` over one, or
      `leaves` where the numbers leave torch.
    - `name`: what torch calls it; of a module, its class. `symbol`: how its operands are joined: `@`, `+`, or a comma.
    - `failed`: it raised; its last form has no results.
    """

    place: Place
    text: str
    kind: str
    name: str
    symbol: str
    forms: tuple[Form, ...]
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Binding:
    """A name and the shapes that it had, with how often: an `argument`, a `local` or the `result` of a function."""

    file: str
    line: int
    name: str
    kind: str
    shapes: tuple[tuple[Shape, int], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One time that an operation ran.

    - `sources`: the events that its operands came from; the arguments of the probe count -1, -2, … in their order.
    - `data`: copies of its results, where values are wanted and were few enough.
    - `cuts`: gradients were wanted, an operand carried one, and the result does not.
    """

    operation: int
    form: int
    sources: tuple[int, ...]
    data: tuple[Tensor, ...] = ()
    cuts: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """What one call did.

    - `operations`, `bindings`: for people, loops collapsed. `events`: for the judge, in the order of time.
    - `results`: for each returned leaf, the events that it is made of.
    - `complete`: no event and no value was left out. `hidden`: a tensor came up that nothing seen has made.
    """

    operations: tuple[Operation, ...] = ()
    bindings: tuple[Binding, ...] = ()
    events: tuple[Event, ...] = ()
    results: tuple[tuple[int, ...], ...] = ()
    complete: bool = True
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Stray:
    """A tensor that would be on another device than the inputs.

    - `place`, `text`: where it came to be there; None where that was when the file was loaded.
    - `how`: `made` there, `moved` there, or taken to `numpy`.
    - `met`, `met_text`: where it meets a tensor on the device of the inputs; None if it is a result.
    """

    how: str
    device: str
    place: Place | None = None
    text: str = ""
    met: Place | None = None
    met_text: str = ""


@dataclass(frozen=True, slots=True)
class Violation:
    """A value that is not what the student's own annotation says.

    - `role`: `argument`, `local` or `result`. `what`: in words, where it is no tensor.
    - `axes`, `dtype`: what the annotation asks for. `shape`, `got`: what is there.
    - `sizes`: of the axis names that values have bound so far.
    """

    role: str
    name: str
    place: Place
    axes: tuple[str, ...]
    dtype: str
    shape: Shape | None
    got: str
    what: str
    sizes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Unchecked:
    """An annotation that could not be evaluated, and why."""

    name: str
    place: Place
    why: str


@dataclass(frozen=True, slots=True)
class Annotations:
    """What became of the annotations of a file: how many were checked, which are broken, which could not be checked."""

    checked: int
    violations: tuple[Violation, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
