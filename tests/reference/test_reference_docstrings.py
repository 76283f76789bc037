"""A reference's docstring becomes the starter's: its example must run, for a student's solution too."""

import doctest
import importlib
import inspect
import os
import subprocess
import sys

import pytest

REFERENCES = {
    "reference.layers": ("hidden_layer", "output_layer"),
    "reference.recurrent": ("rnn_cell", "rnn_cell_concat", "rnn_forward"),
}
EACH = pytest.mark.parametrize(
    ("module", "name"), [(module, name) for module, names in REFERENCES.items() for name in names]
)


@EACH
def test_the_example_runs_by_itself(module, name):
    function = getattr(importlib.import_module(module), name)
    example = doctest.DocTestParser().get_doctest(inspect.getdoc(function) or "", {name: function}, name, None, None)
    assert example.examples
    assert doctest.DocTestRunner(verbose=False).run(example).failed == 0


@EACH
def test_the_docstring_tells_shapes_errors_and_source(module, name):
    function = getattr(importlib.import_module(module), name)
    text = inspect.getdoc(function) or ""
    for part in ("**Arguments**", "**Returns**", "**Raises**", "**Source** D2L "):
        assert part in text
    for argument in inspect.signature(function).parameters:
        assert f"- `{argument}`: `(" in text


@EACH
def test_the_docstring_does_not_give_the_solution_away(module, name):
    text = inspect.getdoc(getattr(importlib.import_module(module), name)) or ""
    assert not any(code in text for code in ("@", "torch.tanh", "torch.cat", "torch.stack", "matmul", "append"))


def test_the_example_of_the_checker_runs():
    results = doctest.testmod(importlib.import_module("reference.checked"))
    assert (results.failed, results.attempted > 0) == (0, True)


def test_importing_the_package_loads_nothing():
    code = "import sys, reference; print(sorted({'torch', 'jaxtyping', 'typeguard'} & set(sys.modules)))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
