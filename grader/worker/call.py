"""Observe: call an implementation on a probe. The same for the student's code and for the reference."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Container, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from .annotations import check_annotations
from .devices import find_strays
from .errors import failure_of
from .probe import Failure, Observation, Probe, Value
from .results import arrange, copied, is_tensor, leaf_of, oversized, plain, record
from .trace import Tracer

Implementation = Callable[..., object]

_PRODUCTS = frozenset({"mm", "addmm", "bmm", "baddbmm", "addbmm", "mv", "addmv", "dot", "vdot", "linear", "matmul"})


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
        except BaseException as error:
            seen = Observation(probe.id, failure=failure_of(error, files))
    trace = tracer.trace() if tracer else None
    return replace(seen, trace=trace, seconds=time.perf_counter() - started)


@dataclass(frozen=True, slots=True)
class _Caller:
    implementation: Implementation
    probe: Probe
    files: Container[str]
    belongings: tuple[Tensor, ...]

    def __call__(self, arguments: dict[str, Any]) -> object:
        return self.implementation(**arguments)


def _observe(call: _Caller, after_first_call: Callable[[], None]) -> Observation:
    probe = call.probe
    expected = len(probe.cotangents)
    arguments = _arguments(probe)
    seen: dict[str, Any] = {}
    try:
        with torch.enable_grad():
            _seed(0)
            seen["result"] = record(call(arguments), expected)
    finally:
        after_first_call()
    if oversized(seen["result"]):
        return Observation(probe.id, **seen)
    if "purity" in probe.collect:
        first = _random_states()
        with torch.enable_grad():
            _seed(1)
            seen["repeated"] = record(call(arguments), expected)
        reseeded = any(a == b for a, b in zip(first, _random_states(), strict=True))
        seen["side_effects"] = (*_side_effects(arguments), *(["reseeded"] if reseeded else []))
        seen["after"] = {name: leaf_of(value) for name, value in arguments.items() if is_tensor(value)}
    if "operations" in probe.collect:
        seen["products"] = _count_products(call)
    if "devices" in probe.collect:
        seen["strays"] = find_strays(call, _arguments(probe), call.files, call.belongings)
    if "annotations" in probe.collect:
        seen["annotations"] = check_annotations(call, _arguments(probe), call.implementation, call.files)
    if "gradients" in probe.collect:
        seen["gradients"], seen["gradient_failure"] = _gradients(call)
    return Observation(probe.id, **seen)


def _traced(call: _Caller, tracer: Tracer) -> Observation:
    """A call of its own, to look at what happens inside. With `cuts`, as autograd would see it."""
    arguments = _arguments(call.probe)
    if "cuts" in call.probe.collect:
        for value in arguments.values():
            if _differentiable(value):
                value.requires_grad_()
    tracer.begin(arguments)
    with torch.enable_grad(), tracer:
        _seed(0)
        result = call(arguments)
    tracer.end(result)
    return Observation(call.probe.id, record(result, len(call.probe.cotangents)))


def _gradients(call: _Caller) -> tuple[dict[str, Tensor | None] | None, Failure | None]:
    """Vector-Jacobian products for every floating argument; None for an argument that no gradient reaches."""
    arguments = _arguments(call.probe)
    inputs = {name: value.requires_grad_() for name, value in arguments.items() if _differentiable(value)}
    try:
        with torch.enable_grad():
            items, _, _ = arrange(call(arguments), len(call.probe.cotangents))
            # A weighted sum, not `grad_outputs`: those make torch import sympy, half a second.
            terms = [
                (plain(item) * cotangent.to(dtype=item.dtype, device=item.device)).sum()
                for item, cotangent in zip(items, call.probe.cotangents, strict=False)
                if is_tensor(item) and item.requires_grad and item.shape == cotangent.shape
            ]
            if not terms:
                return dict.fromkeys(inputs), None
            total = torch.stack(terms).sum()
            found = torch.autograd.grad(total, list(inputs.values()), allow_unused=True)
    except Exception as error:
        return None, failure_of(error, call.files)
    return {name: copied(g) if is_tensor(g) else None for name, g in zip(inputs, found, strict=True)}, None


class _ProductCounter(TorchDispatchMode):
    """Counts matrix products below `einsum`, `F.linear` and fused kernels alike."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        return False  # otherwise torch imports its compiler, which takes seconds

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func.name().removeprefix("aten::").split(".")[0] in _PRODUCTS:
            self.count += 1
        return func(*args, **(kwargs or {}))


def _count_products(call: _Caller) -> int:
    with torch.enable_grad(), _ProductCounter() as counter:
        call(_arguments(call.probe))
    return counter.count


def _arguments(probe: Probe) -> dict[str, Any]:
    return {name: _copy(value, probe.device) for name, value in probe.arguments.items()}


def _copy(value: Value, device: str) -> Any:
    if isinstance(value, Tensor):
        return value.detach().clone().to(device)
    if isinstance(value, list):
        return [_copy(item, device) for item in value]
    if isinstance(value, dict):
        return {key: _copy(item, device) for key, item in value.items()}
    return value


def _differentiable(value: object) -> bool:
    return isinstance(value, Tensor) and value.is_floating_point()


def _side_effects(arguments: dict[str, Any]) -> Iterator[str]:
    for name, value in arguments.items():
        if is_tensor(value):
            if value.requires_grad:
                yield f"{name}.requires_grad"
            if value.grad is not None:
                yield f"{name}.grad"


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
