"""Observe: call an implementation on a probe. The same for the student's code and for the reference."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Container, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor

from .annotations import check_annotations
from .devices import find_strays, tensors_of
from .errors import failure_of
from .forward import at_its_line
from .instances import WrongParameter, named_tensors, set_parameters
from .probe import Failure, Observation, Probe, Result, Value
from .products import ProductCounter
from .results import arrange, copied, is_tensor, leaf_of, oversized, plain, record
from .returned import Returned
from .trace import Tracer
from .witness import witness_of_autograd

Implementation = Callable[..., object]


def observe(
    implementation: Implementation,
    probe: Probe,
    files: Container[str] = (),
    after_first_call: Callable[[], None] = lambda: None,
    passed_on: tuple[type[BaseException], ...] = (KeyboardInterrupt,),
    belongings: Sequence[Tensor] = (),
) -> Observation:
    """Call `implementation` as the probe says and report what happened. Never raises what the call raises.

    **Arguments**

    - `files`: the names of the student's own files; a failure tells no other lines.
    - `after_first_call`: called once the first call is over (what is printed later is repetition).
    - `passed_on`: what is not an observation but somebody who wants to stop.
    - `belongings`: the tensors that the student's file has made when it was loaded.

    **Returns** results, a repetition, side effects, gradients and operation counts, as far as the probe collects them.
    """
    started = time.perf_counter()
    call = _Caller(implementation, probe, files, tuple(belongings))
    tracer = Tracer(files, values="values" in probe.collect) if "trace" in probe.collect else None
    with _visible_uninitialised_memory():
        try:
            seen = _observe(call, after_first_call) if tracer is None else _traced(call, tracer)
        except passed_on:
            raise
        except WrongParameter as error:
            seen = Observation(probe.id, Result("an object with other parameters", notes=(error.note,)))
        except BaseException as error:
            seen = Observation(probe.id, failure=failure_of(error, files))
    trace = tracer.trace() if tracer else None
    return replace(seen, trace=trace, seconds=time.perf_counter() - started)


def prepared(implementation: Implementation, probe: Probe) -> tuple[_Ready, dict[str, Any]]:
    """What a probe calls, and fresh arguments for it: for those who call it themselves."""
    return _Caller(implementation, probe, (), ()).ready(), _arguments(probe)


@dataclass(frozen=True, slots=True)
class _Caller:
    """How to call an implementation: a function as it is, a class by making an object with the probe's parameters."""

    implementation: Implementation
    probe: Probe
    files: Container[str]
    belongings: tuple[Tensor, ...]

    def __call__(self, arguments: dict[str, Any]) -> object:
        return self.ready()(arguments)

    def ready(self) -> _Ready:
        """What can be called again and again: an object of a class is one object."""
        if self.probe.construct is None:
            return _Ready(self.implementation, {}, ())
        instance: Any = self.implementation(**_arguments_of(self.probe.construct, self.probe.device))
        parameters = set_parameters(instance, self.probe.parameters, self.probe.device)
        return _Ready(instance, parameters, tensors_of({"object": instance}))

    @property
    def layout(self) -> tuple[str, ...]:
        return self.probe.layout or ("float",) * len(self.probe.cotangents)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A function, or an object with its parameters set, and all the tensors that it holds."""

    function: Implementation
    parameters: Mapping[str, Tensor]
    tensors: tuple[Tensor, ...]

    def __call__(self, arguments: dict[str, Any]) -> object:
        return self.function(**arguments)


def _observe(call: _Caller, after_first_call: Callable[[], None]) -> Observation:
    probe = call.probe
    seen: dict[str, Any] = {}
    try:
        with torch.enable_grad():
            _seed(0)
            function, arguments = call.ready(), _arguments(probe)
            given = dict(named_tensors(arguments))
            returned = function(arguments)
            seen["result"] = record(returned, call.layout)
    finally:
        after_first_call()
    if oversized(seen["result"]):
        return Observation(probe.id, **seen)
    effects: list[str] = []
    if "purity" in probe.collect:
        first, kept = _random_states(), Returned.by_a_call(returned, given.values())
        with torch.enable_grad():
            _seed(1)
            seen["repeated"] = record(function(_same_again(arguments, probe)), call.layout)
        effects += ["reseeded"] if any(a == b for a, b in zip(first, _random_states(), strict=True)) else []
        effects += ["overwritten"] if kept.is_overwritten else []
    if {"purity", "side_effects"} & set(probe.collect):
        seen["side_effects"] = (*_side_effects(arguments, given), *effects)
        before = dict(named_tensors(probe.arguments))
        seen["after"] = {name: leaf_of(each) for name, each in given.items() if not _is_as_before(each, before[name])}
    if probe.draws:
        seen["draws"] = tuple(_draws(call))
    if "operations" in probe.collect:
        with witness_of_autograd() as seen["autograd"]:
            seen["summed"] = _products(call)
        seen["products"] = len(seen["summed"])
        seen["autograd"] = tuple(seen["autograd"])
    if "devices" in probe.collect:
        ready = call.ready()
        seen["strays"] = find_strays(ready, _arguments(probe), call.files, call.belongings, ready.tensors)
    if "annotations" in probe.collect:
        seen["annotations"] = check_annotations(call, _arguments(probe), call.implementation, call.files)
    if "gradients" in probe.collect:
        seen["gradients"], seen["gradient_failure"] = _gradients(call)
    return Observation(probe.id, **seen)


def _draws(call: _Caller) -> Iterator[Result]:
    """Further calls, each with generators of another seed and another state of the global ones."""
    with torch.no_grad():
        for draw in range(call.probe.draws):
            _seed(draw + 2)
            yield record(call(_arguments(call.probe, shift=draw + 1)), call.layout)


def _traced(call: _Caller, tracer: Tracer) -> Observation:
    """A call of its own, to look at what happens inside. With `cuts`, as autograd would see it."""
    function, arguments = call.ready(), _arguments(call.probe)
    if "cuts" in call.probe.collect:
        for _, tensor in named_tensors(arguments):
            tensor.requires_grad_(_differentiable(tensor))
    tracer.begin({**arguments, **function.parameters})
    with torch.enable_grad(), tracer:
        _seed(0)
        result = function(arguments)
    tracer.end(result)
    return Observation(call.probe.id, record(result, call.layout))


def _gradients(call: _Caller) -> tuple[dict[str, Tensor | None] | None, Failure | None]:
    """Vector-Jacobian products for every floating argument; None for an argument that no gradient reaches."""
    function, arguments = call.ready(), _arguments(call.probe)
    inputs = {name: each for name, each in named_tensors({**arguments, **function.parameters}) if _differentiable(each)}
    for tensor in inputs.values():
        tensor.requires_grad_()

    def found() -> Sequence[Tensor | None]:
        with torch.enable_grad():
            return _product_with_cotangents(call, function(arguments), list(inputs.values()))

    try:
        gradients = found()
    except Exception as error:
        return None, at_its_line(failure_of(error, call.files), found, call.files)
    return {name: copied(g) if is_tensor(g) else None for name, g in zip(inputs, gradients, strict=True)}, None


def _product_with_cotangents(call: _Caller, returned: object, inputs: Sequence[Tensor]) -> Sequence[Tensor | None]:
    """A weighted sum, not `grad_outputs`: those make torch import sympy, half a second."""
    items, _, _ = arrange(returned, call.layout)
    terms = [
        (plain(value) * cotangent.to(dtype=value.dtype, device=value.device)).sum()
        for item in items
        if is_tensor(value := item.value) and value.requires_grad
        if (cotangent := call.probe.cotangents[item.index]).shape == value.shape
    ]
    if not terms:
        return [None] * len(inputs)
    return torch.autograd.grad(torch.stack(terms).sum(), inputs, allow_unused=True)


def _products(call: _Caller) -> tuple[int, ...]:
    """Over how many places each matrix product sums."""
    with torch.enable_grad(), ProductCounter() as counter:
        call(_arguments(call.probe))
    return tuple(counter.summed)


def _arguments(probe: Probe, shift: int = 0) -> dict[str, Any]:
    return _arguments_of(probe.arguments, probe.device, shift)


def _arguments_of(values: Mapping[str, Value], device: str, shift: int = 0) -> dict[str, Any]:
    return {name: _copy(value, device, shift) for name, value in values.items()}


def _same_again(arguments: dict[str, Any], probe: Probe) -> dict[str, Any]:
    """The very same tensors, and generators that begin again."""
    return {
        name: _copy(probe.arguments[name], probe.device) if isinstance(value, torch.Generator) else value
        for name, value in arguments.items()
    }


def _copy(value: Value, device: str, shift: int = 0) -> Any:
    if isinstance(value, Tensor):
        return value.detach().clone().to(device)
    if isinstance(value, list):
        return [_copy(item, device, shift) for item in value]
    if isinstance(value, dict):
        if value.keys() == {"$requires_grad"}:
            return _copy(value["$requires_grad"], device).requires_grad_()
        if value.keys() == {"$generator"}:
            return torch.Generator(device).manual_seed(int(str(value["$generator"])) + shift)
        return {key: _copy(item, device, shift) for key, item in value.items()}
    return value


def _differentiable(tensor: Tensor) -> bool:
    return tensor.is_floating_point()


def _side_effects(arguments: dict[str, Any], given: Mapping[str, Tensor]) -> Iterator[str]:
    now = dict(named_tensors(arguments))
    for name, tensor in given.items():
        if now.get(name) is not tensor:
            yield f"{name}.replaced"
        if tensor.requires_grad:
            yield f"{name}.requires_grad"
        if tensor.grad is not None:
            yield f"{name}.grad"


def _is_as_before(now: Tensor, before: Tensor) -> bool:
    return now.dtype == before.dtype and now.shape == before.shape and torch.equal(plain(now).cpu(), before)


def _seed(seed: int) -> None:
    torch.default_generator.manual_seed(seed)
    random.seed(seed)
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed(seed)


def _random_states() -> list[object]:
    """Where the global generators stand. One that stands at the same place after different seeds has been reseeded."""
    states: list[object] = [torch.default_generator.get_state().numpy().tobytes(), random.getstate()]
    if numpy := sys.modules.get("numpy"):
        states.append(numpy.random.get_state()[1].tobytes())
    return states


@contextmanager
def _visible_uninitialised_memory() -> Generator[None]:
    """Fill `torch.empty` with NaN, so that reading it before writing it shows every time."""
    was_on = torch.are_deterministic_algorithms_enabled()
    warned_only = torch.is_deterministic_algorithms_warn_only_enabled()
    # `torch.use_deterministic_algorithms` does the same after importing torch's compiler, a second and a half.
    switch: Any = torch._C._set_deterministic_algorithms  # pyright: ignore[reportPrivateUsage]
    switch(True, warn_only=True)
    try:
        yield
    finally:
        switch(was_on, warn_only=warned_only)
