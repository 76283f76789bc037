"""The milestones of an exercise on a probe: the intermediate values that its reference names, and their origins."""

from __future__ import annotations

import inspect
import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor

from grader.worker.call import prepared
from grader.worker.probe import Probe
from grader.worker.trace import Tracer
from grader.worker.traced import Trace


@dataclass(frozen=True, slots=True)
class Milestone:
    """An intermediate value of the reference.

    - `name`: as the equation has it; over time with its step, `H_1 W_hh`.
    - `made_by`: what to look at where it is missing, in the words of a hint.
    - `after`: the places, in the order of milestones, of those that it is computed from, with none in between.
    - `operation`: what torch calls the operation that makes it; `arguments`: those that it is computed from likewise.
    """

    name: str
    value: Tensor
    made_by: str
    after: tuple[int, ...] = ()
    operation: str = ""
    arguments: tuple[str, ...] = ()


def milestones_of(reference: Callable[..., object], probe: Probe) -> tuple[Milestone, ...]:
    """Call the reference on a probe and listen; in the order in which values are made. Empty where it names nothing."""
    from reference.milestones import listening

    function, arguments = prepared(reference, replace(probe, device="cpu"))
    given = {**arguments, **function.parameters}
    tracer = Tracer(files_of(reference))
    tracer.begin(given)
    with listening() as found, torch.no_grad(), tracer:
        result: Any = function(arguments)
    tracer.end(result)
    trace = tracer.trace()
    names = list(_with_steps([each.name for each in found]))
    made = [(tracer.origin(each.value), name, each) for name, each in zip(names, found, strict=True)]
    made.sort(key=lambda one: math.inf if one[0] is None else one[0])  # a helper may name its value before its inputs
    events = [event for event, _, _ in made]
    milestones: list[Milestone] = []
    for event, name, each in made:
        after, places = _before(event, events, trace)
        used = tuple(argument for place, argument in enumerate(given) if place in places)
        value = each.value.detach().clone()
        milestones.append(Milestone(name, value, each.made_by, tuple(sorted(after)), _operation(event, trace), used))
    return tuple(milestones)


def _with_steps(names: Sequence[str]) -> Iterator[str]:
    """A name that occurs again and again is one of many steps: `H_{t-1}` becomes `H_0`, `H_1`, …

    >>> list(_with_steps(["H_{t-1} W", "H_t", "H_{t-1} W", "H_t", "O"]))
    ['H_0 W', 'H_1', 'H_1 W', 'H_2', 'O']
    """
    often, so_far = Counter(names), Counter[str]()
    for name in names:
        so_far[name] += 1
        t = so_far[name]
        yield name if often[name] == 1 else re.sub(r"_t\b", f"_{t}", re.sub(r"_\{t-1\}", f"_{t - 1}", name))


def _before(event: int | None, events: Sequence[int | None], trace: Trace) -> tuple[set[int], set[int]]:
    """The milestones, and the arguments by their place, that are met first on every way back from an event."""
    known = {e: place for place, e in enumerate(events) if e is not None and e != event}
    waiting = list(trace.events[event].sources) if event is not None and event >= 0 else []
    seen, after, arguments = set[int](), set[int](), set[int]()
    while waiting:
        at = waiting.pop()
        if at < 0:
            arguments.add(-1 - at)
        elif at in known:
            after.add(known[at])
        elif at not in seen:
            seen.add(at)
            waiting += trace.events[at].sources
    return after, arguments


def _operation(event: int | None, trace: Trace) -> str:
    known = event is not None and event >= 0 and trace.events[event].operation >= 0
    return trace.operations[trace.events[event].operation].name if known and event is not None else ""


def files_of(reference: Callable[..., object]) -> frozenset[str]:
    """The files of a reference and of its neighbours, which it may call."""
    package = str(inspect.unwrap(reference).__module__).split(".", maxsplit=1)[0]
    modules = [module for name, module in sys.modules.items() if name.split(".", maxsplit=1)[0] == package]
    return frozenset(str(getattr(module, "__file__", "")) for module in modules)
