"""What travels between the two sides: probes one way, observations the other. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from torch import Tensor

from .traced import Annotations, Stray, Trace

Value: TypeAlias = "Tensor | bool | int | float | str | list[Value] | dict[str, Value] | None"
"""What an argument may be."""


MAX_AXES = 64
"""As many as a tensor of torch can have."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One call to make.

    **Arguments**

    - `id`: what is special about it, as a learner would say it: `n = 1`, `n = T`, `float32`, …
    - `symbol`: the name of the function to call.
    - `arguments`: passed by keyword.
    - `cotangents`: one tensor for each expected result, of its shape: the vector of a vector-Jacobian product.
    - `collect`: what to observe besides the results: `gradients`, `purity` (with a repetition, or else only its
      `side_effects`), `operations`, `devices`, `annotations`. Or, instead, the `trace`, with the `values` in it, and
      with what `cuts` gradients.
    - `device`: where the tensors are put before the call.
    - `layout`: the kinds of the results: `float`, `int`, `value`, `tensors`, `named`. Tensors where none is given.
    - `construct`, `parameters`: of a class: the arguments of its constructor, and what its parameters are set to.
    - `draws`: how often to call it again, with generators of other seeds.
    """

    id: str
    symbol: str
    sizes: Mapping[str, int]
    arguments: Mapping[str, Value]
    cotangents: tuple[Tensor, ...]
    collect: tuple[str, ...] = ()
    device: str = "cpu"
    layout: tuple[str, ...] = ()
    construct: Mapping[str, Value] | None = None
    parameters: Mapping[str, Tensor] = field(default_factory=dict[str, Tensor])
    draws: int = 0


@dataclass(frozen=True, slots=True)
class Leaf:
    """One tensor of a result; or a plain `value`; or, where something else stands in its place, what it is (`kind`).

    `item`: which result it belongs to. `key`: where in a list or dictionary of tensors: `[2]`, `['W_xh']`.
    `attached`: it has a history that autograd could follow.
    """

    kind: str
    shape: tuple[int, ...] = ()
    dtype: str = ""
    device: str = ""
    data: Tensor | None = None
    item: int = 0
    key: str = ""
    value: Value = None
    attached: bool = False

    def __post_init__(self) -> None:
        """A worker may lie about its tensors: shape and dtype are those of the numbers, where there are any."""
        if len(self.shape) > MAX_AXES:
            raise ValueError(f"{len(self.shape)} axes")
        if self.data is not None and (tuple(self.data.shape), str(self.data.dtype)) != (
            self.shape,
            f"torch.{self.dtype}",
        ):
            raise ValueError(f"data of shape {tuple(self.data.shape)} called {self.shape}")


@dataclass(frozen=True, slots=True)
class Result:
    """What a call returned: a tensor (one leaf), a tuple of leaves, or a `layout` in words that fits nothing."""

    layout: str
    leaves: tuple[Leaf, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """One line of the student's own code on the way to an error. Columns count characters from 0."""

    file: str
    line: int
    function: str
    text: str = ""
    start: int | None = None
    end: int | None = None

    @property
    def expression(self) -> str | None:
        """The very sub-expression that failed, where Python recorded it."""
        if self.start is None or self.end is None:
            return None
        return self.text[self.start : self.end] or None


@dataclass(frozen=True, slots=True)
class Failure:
    """An exception, or the end of a process, as data.

    `kind` is one of the documented kinds of findings: `exception`, `not_implemented`, `syntax_error`, `timeout`, …
    `operands` are the tensors named in the failing expression, with their shapes.
    """

    kind: str
    type: str
    message: str
    frames: tuple[Frame, ...] = ()
    operands: tuple[tuple[str, tuple[int, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """What one implementation did on one probe.

    - `result`: of the first call; `repeated`: of a second call on the very same tensors.
    - `after`: the tensor arguments that the calls have changed, as they left them.
    - `side_effects`: what else changed, in words: `X.requires_grad`, `X.grad`, `reseeded`, `overwritten`.
    - `gradients`: for every floating argument its vector-Jacobian product, None where no gradient arrives.
    - `products`: how many matrix products the operations stage counted, `summed` over how many places each.
    - `autograd`: which parts of autograd were used.
    - `draws`: the results of further calls, with generators of other seeds.
    - `trace`: what happened inside, up to its end or its failure.
    - `strays`: tensors that were on another device than the inputs, when these were pretended to be on one.
    - `annotations`: what the student's own annotations promise and values do not keep.
    """

    probe: str
    result: Result | None = None
    repeated: Result | None = None
    after: Mapping[str, Leaf] = field(default_factory=dict[str, Leaf])
    side_effects: tuple[str, ...] = ()
    gradients: Mapping[str, Tensor | None] | None = None
    gradient_failure: Failure | None = None
    products: int | None = None
    failure: Failure | None = None
    seconds: float = 0.0
    trace: Trace | None = None
    strays: tuple[Stray, ...] = ()
    annotations: Annotations | None = None
    autograd: tuple[str, ...] = ()
    draws: tuple[Result, ...] = ()
    summed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """A file to load, as bytes: nothing is parsed before it is inside the worker.

    - `file`: the name shown for it; `siblings`: importable files beside it, by module name.
    - `forbidden`: modules that hold the answers. `wanted`: the names that are looked for in a notebook.
    """

    file: str
    source: bytes
    siblings: Mapping[str, bytes]
    forbidden: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Start:
    """The first message to a worker: load this file within so many seconds of wall clock.

    As a `script` it runs like a program of its own, traced: for a file that is no solution.
    """

    submission: Submission
    seconds: float
    script: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """Every later message: answer this probe, in so many seconds, and `until` a moment of the monotonic clock.

    `loading`: the seconds that it has while it loads modules. What the first call prints is kept if `listen`.
    """

    probe: Probe
    seconds: float
    loading: float
    until: float
    listen: bool


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the student's function, as `inspect.signature` tells it."""

    name: str
    kind: str
    required: bool


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name that a file defines. `parameters` is None where Python cannot tell them.

    `file`: the cell of a notebook that the lines count in.
    """

    name: str
    callable: bool
    type: str
    parameters: tuple[Parameter, ...] | None = None
    line: int | None = None
    result_line: int | None = None
    empty: bool = False
    """Only a docstring, `pass`, `...` or `raise NotImplementedError` in its body."""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a file gave: its symbols, or why it failed. Of a script, the trace, and its own small numbers.

    Of a notebook, the text of its `cells`, by the names that they have in failures, and the names that are `lost`
    because their cell failed.
    """

    symbols: tuple[Symbol, ...] = ()
    failure: Failure | None = None
    trace: Trace | None = None
    numbers: Mapping[str, int] = field(default_factory=dict[str, int])
    cells: Mapping[str, str] = field(default_factory=dict[str, str])
    lost: Mapping[str, Failure] = field(default_factory=dict[str, Failure])
