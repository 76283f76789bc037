"""Run student code as the worker does: under a tracer, and from a file of its own."""

from __future__ import annotations

import contextlib
import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from torch import Tensor

from grader.worker.trace import Tracer
from grader.worker.traced import Trace


@pytest.fixture
def traced() -> Callable[..., Trace]:
    """Call a function with these arguments, traced. What it raises ends the trace, and no more."""

    def run(function: Callable[..., object], *arguments: Any, values: bool = False, gradients: bool = False) -> Trace:
        if gradients:
            for tensor in arguments:
                assert isinstance(tensor, Tensor)
                tensor.requires_grad_()
        tracer = Tracer({function.__code__.co_filename}, values=values)
        tracer.begin({str(place): argument for place, argument in enumerate(arguments)})
        with contextlib.suppress(Exception), tracer:
            tracer.end(function(*arguments))
        return tracer.trace()

    return run


@pytest.fixture
def student(submission_folder: Path) -> Callable[[str], ModuleType]:
    """A file of `tests/submissions/traced`, loaded: these are harmless."""

    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(name, submission_folder / "traced" / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load
