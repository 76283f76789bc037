"""The fixture `submission`: the functions of a file, called in the sandbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, final

from torch import Tensor

from grader.testing.desk import Desk
from grader.testing.failure import NotDefined, SubmissionFailed
from grader.testing.gradients import Followed, Products
from grader.testing.returned import returned
from grader.testing.sent import by_name, differentiated, sent
from grader.worker.probe import Observation, Probe, Result, Symbol, Value

_CLASSES = ("type", "ABCMeta")
_LABEL = "a test"


@final
class Submission:
    """A file whose functions run elsewhere: `submission.rnn_cell(X, H, W_xh=…)` is a call in the sandbox.

    An attribute is a function or a class that the file defines; `submission["source"]` is one of a name that this
    object has itself. `source` is the text of the file.
    """

    def __init__(self, desk: Desk, called: Callable[[str], None], told: Callable[[str], None]) -> None:
        self._desk = desk
        self._called = called
        self._told = told

    @property
    def source(self) -> str:
        """The text of the file."""
        __tracebackhide__ = True
        return self._desk.source

    def __getattr__(self, name: str) -> Callable[..., Any]:
        __tracebackhide__ = True
        if name.startswith("_"):  # asked for by Python and pytest, not by tests
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> Callable[..., Any]:
        __tracebackhide__ = True
        loaded = self._desk.loaded()
        if name in loaded.lost:
            raise self._desk.failed(loaded.lost[name], "loads")
        symbol = next((symbol for symbol in loaded.symbols if symbol.name == name), None)
        if symbol is None or not symbol.callable:
            what = "defines nothing that is called" if symbol is None else "defines, but not as a function,"
            raise NotDefined(f"{self._desk.shown_as} {what} `{name}`.", kind="missing_function")
        self._called(name)
        ask = partial(_ask, self._desk, self._told)
        return Class(symbol, ask) if symbol.type in _CLASSES else Function(symbol, ask)

    def __repr__(self) -> str:
        return f"<submission {self._desk.shown_as}>"


Ask = Callable[[Probe], Observation]
"""The observation of a probe. Raises `SubmissionFailed`."""


@final
@dataclass(frozen=True, slots=True)
class Function:
    """A function of the submission. Call it as if it were here: with tensors, numbers, texts, lists, dictionaries.

    It gets copies, and what it returns is copied. Where tensors require a gradient, the results do so too if they
    depend on them in the sandbox, and `backward` brings the submission's own gradients here.

    Raises:
        SubmissionFailed: it raises something, does not end, or returns what cannot be brought here.
    """

    symbol: Symbol
    ask: Ask = field(repr=False)

    def __call__(self, *given: object, **named: object) -> Any:
        __tracebackhide__ = True
        return _call(self.ask, Probe(_LABEL, self.symbol.name, {}, {}, ()), by_name(self.symbol, given, named))


@final
@dataclass(frozen=True, slots=True)
class Class:
    """A class of the submission. `submission.RNNLM(27, 16)` is an object that is made anew for each call of it."""

    symbol: Symbol
    ask: Ask = field(repr=False)

    def __call__(self, *given: object, **named: object) -> Made:
        __tracebackhide__ = True
        construct = {name: sent(value, name) for name, value in by_name(self.symbol, given, named).items()}
        return Made(self.symbol, self.ask, construct)


@final
@dataclass(frozen=True, slots=True)
class Made:
    """An object of the submission's class, as far as it is known here. Call it with arguments by name."""

    symbol: Symbol
    ask: Ask = field(repr=False)
    construct: Mapping[str, Value]
    parameters: Mapping[str, Tensor] = field(default_factory=dict[str, Tensor])

    def with_parameters(self, **parameters: Tensor) -> Made:
        """The same, with these values in its parameters of those names."""
        return replace(self, parameters={**self.parameters, **parameters})

    def __call__(self, **named: object) -> Any:
        __tracebackhide__ = True
        parameters = {name: tensor.detach().cpu() for name, tensor in self.parameters.items()}
        probe = Probe(_LABEL, self.symbol.name, {}, {}, (), construct=self.construct, parameters=parameters)
        return _call(self.ask, probe, named, self.parameters)


def _ask(desk: Desk, told: Callable[[str], None], probe: Probe) -> Observation:
    __tracebackhide__ = True
    seen = desk.ask(probe)
    if printed := desk.printed():
        told(printed)
    if failure := seen.failure or seen.gradient_failure:
        raise desk.failed(failure, "runs")
    return seen


def _call(ask: Ask, probe: Probe, arguments: Mapping[str, Any], parameters: Mapping[str, Tensor] | None = None) -> Any:
    """Call with these arguments, and make of what comes back what was returned."""
    __tracebackhide__ = True
    inputs = {**differentiated(arguments), **differentiated(parameters or {})}
    asked = replace(probe, arguments={name: sent(value, name) for name, value in arguments.items()})

    def result_of(kinds: Sequence[str]) -> Result:
        __tracebackhide__ = True
        seen = ask(replace(asked, layout=tuple(kinds)))
        return _without_wrong_parameters(seen.result or Result("nothing"), probe.symbol)

    def pull(kinds: Sequence[str], cotangents: Sequence[Tensor]) -> Products:
        __tracebackhide__ = True
        detached = tuple(each.detach().cpu().contiguous() for each in cotangents)
        asking = replace(asked, layout=tuple(kinds), cotangents=detached, collect=("gradients",))
        return ask(asking).gradients or {}

    return Followed(returned(result_of, probe.symbol), inputs, pull).made()


def _without_wrong_parameters(result: Result, name: str) -> Result:
    """The result of an object that has the parameters which it was to be given."""
    __tracebackhide__ = True
    for note in result.notes:
        if note.startswith("parameter:"):
            _, parameter, wanted, got = note[:200].split(":", maxsplit=3)
            has = "has none of that name" if got == "missing" else f"has ({got})"
            raise SubmissionFailed(
                f"The test sets the parameter `{parameter}` of `{name}` to a tensor of shape ({wanted}); it {has}.",
                kind="wrong_parameter",
            )
    return result
