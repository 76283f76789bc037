"""Load a student's file from its bytes, and describe what it defines."""

from __future__ import annotations

import ast
import contextlib
import importlib.abc
import importlib.util
import inspect
import sys
import textwrap
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.machinery import ModuleSpec
from typing import TypeAlias

from .cells import run_all, run_definitions, whole
from .errors import ForbiddenImport, failure_of
from .notebook import Cell, cells_of, is_notebook
from .probe import Failure, Loaded, Parameter, Submission, Symbol
from .reading import LoadError, decode, parse
from .results import type_name
from .trace import Tracer
from .traced import Trace

MODULE = "submission"
_MAX_SYMBOLS = 500
_MAX_NUMBERS = 40
_MAX_SIZE = 1 << 20
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class _Ran:
    """What running a file has left: its module, its syntax tree, and where each function of a notebook stands."""

    module: types.ModuleType | None = None
    tree: ast.Module = field(default_factory=lambda: ast.Module([], []))
    cells: tuple[Cell, ...] = ()
    lost: Mapping[str, Failure] = field(default_factory=dict[str, Failure])
    failure: Failure | None = None

    @property
    def texts(self) -> dict[str, str]:
        return {cell.file: cell.text for cell in self.cells}


_Around: TypeAlias = Callable[[frozenset[str]], contextlib.AbstractContextManager[object]]


def load(submission: Submission) -> tuple[types.ModuleType | None, Loaded]:
    """Run the file as a module (its name is not `__main__`) and describe its symbols."""
    ran = _run(submission, MODULE, lambda files: contextlib.nullcontext(), whole_notebook=False)
    if ran.failure is not None or ran.module is None:
        return None, Loaded(failure=ran.failure, cells=ran.texts)
    symbols = tuple(_symbols(ran, _imported_names(ran.tree, submission.siblings)))
    return ran.module, Loaded(symbols=symbols, cells=ran.texts, lost=ran.lost)


def run_script(submission: Submission) -> Loaded:
    """Run the file as a program, traced."""
    tracers: list[Tracer] = []

    def traced(files: frozenset[str]) -> Tracer:
        tracers.append(Tracer(files))
        return tracers[0]

    ran = _run(submission, "__main__", traced, whole_notebook=True)
    numbers = _numbers(vars(ran.module), ran.tree) if ran.module is not None else {}
    trace = tracers[0].trace() if tracers else Trace()
    return Loaded(failure=ran.failure, trace=trace, numbers=numbers, cells=ran.texts)


def _numbers(names: Mapping[str, object], tree: ast.Module) -> dict[str, int]:
    """The whole numbers that a file names at its top, not by a loop: its sizes, perhaps."""
    assigned = [node for statement in tree.body for node in ast.walk(statement) if isinstance(node, ast.Name)]
    looped = {
        node.id
        for loop in ast.walk(tree)
        if isinstance(loop, ast.For)
        for node in ast.walk(loop.target)
        if isinstance(node, ast.Name)
    }
    wanted = dict.fromkeys(node.id for node in assigned if isinstance(node.ctx, ast.Store) and node.id not in looped)
    found = {name: names.get(name) for name in wanted}
    sizes = {name: value for name, value in found.items() if type(value) is int and 1 < value <= _MAX_SIZE}
    return dict(list(sizes.items())[:_MAX_NUMBERS])


def _run(submission: Submission, name: str, around: _Around, *, whole_notebook: bool) -> _Ran:
    _install_finders(submission)
    ran = _Ran()
    try:
        ran = _read(submission)
        files = files_of(submission) | ran.texts.keys()
        ran = replace(ran, module=_new_module(name, submission.file))
        assert ran.module is not None
        with around(files):
            if whole_notebook and ran.cells:
                ran = replace(ran, failure=run_all(ran.cells, vars(ran.module)))
            elif ran.cells:
                ran = replace(ran, lost=run_definitions(ran.cells, vars(ran.module), submission.wanted))
            else:
                exec(compile(ran.tree, submission.file, "exec", dont_inherit=True), vars(ran.module))
    except LoadError as error:
        return replace(ran, failure=error.failure)
    except BaseException as error:
        return replace(ran, failure=failure_of(error, files_of(submission) | ran.texts.keys()))
    return ran


def _read(submission: Submission) -> _Ran:
    """The file, parsed. Raises `LoadError`."""
    if is_notebook(submission):
        cells = cells_of(submission.source, submission.file)
        return _Ran(tree=whole(cells), cells=cells)
    return _Ran(tree=parse(decode(submission.source, submission.file), submission.file))


def _new_module(name: str, file: str) -> types.ModuleType:
    module = types.ModuleType(name)
    module.__file__ = file
    sys.modules[name] = module
    sys.argv = [file]  # ours are nobody's business
    return module


def files_of(submission: Submission) -> frozenset[str]:
    """The names that the student's own code has in tracebacks."""
    return frozenset({submission.file, *(_sibling_file(name) for name in submission.siblings)})


def _symbols(ran: _Ran, imported: frozenset[str]) -> Iterable[Symbol]:
    defined = vars(ran.module)
    names = [name for name in defined if not name.startswith("__") and name not in imported]
    functions = {node.name: node for node in ran.tree.body if isinstance(node, _FUNCTIONS)}
    files = {id(node): cell.file for cell in ran.cells for node in (cell.tree.body if cell.tree is not None else ())}
    for name in names[:_MAX_SYMBOLS]:
        node = functions.get(name)
        yield replace(describe_symbol(name, defined[name], node), file=files.get(id(node), ""))


def describe_symbol(name: str, value: object, node: ast.FunctionDef | ast.AsyncFunctionDef | None = None) -> Symbol:
    """A symbol as data. `node` is its definition, if it is a `def` at the top of the file."""
    returns = [inner for inner in ast.walk(node) if isinstance(inner, ast.Return)] if node else []
    return Symbol(
        name=name,
        callable=callable(value),
        type=type_name(value),
        parameters=_parameters(value),
        line=node.lineno if node else None,
        result_line=returns[0].lineno if len(returns) == 1 else None,
        empty=node is not None and all(_says_nothing(statement) for statement in node.body),
    )


def describe_function(name: str, function: Callable[..., object]) -> Symbol:
    """A live function as data, with its definition where Python knows the source."""
    try:
        lines, first = inspect.getsourcelines(inspect.unwrap(function))
        tree = ast.increment_lineno(ast.parse(textwrap.dedent("".join(lines))), first - 1)
    except (OSError, TypeError, SyntaxError):
        return describe_symbol(name, function)
    definitions = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    return describe_symbol(name, function, definitions[0] if definitions else None)


def _parameters(value: object) -> tuple[Parameter, ...] | None:
    if not callable(value):
        return None
    try:
        signature = inspect.signature(value)
    except Exception:  # builtins have none, and a student's __signature__ may be anything
        return None
    return tuple(
        Parameter(str(p.name), p.kind.name.lower(), p.default is p.empty) for p in signature.parameters.values()
    )


def _says_nothing(statement: ast.stmt) -> bool:
    """`pass`, `...`, a docstring, or raising NotImplementedError."""
    if isinstance(statement, ast.Raise):
        raised = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
        return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def _imported_names(tree: ast.Module, siblings: Mapping[str, bytes]) -> frozenset[str]:
    """Names bound by importing other people's code: `from torch.nn.functional import one_hot` solves nothing."""
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            names |= {alias.asname or alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] not in siblings:
            names |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            names.discard(node.name)
    return frozenset(names)


def _sibling_file(name: str) -> str:
    return f"{name}.py"


def _install_finders(submission: Submission) -> None:
    """Answers first, so that they cannot be had; the student's own files last, so that they hide nothing."""
    for name in list(sys.modules):
        if name.split(".")[0] in submission.forbidden and not name.startswith("grader.worker") and name != "grader":
            del sys.modules[name]
    siblings = _Siblings(submission.siblings)
    sys.meta_path.insert(0, _Forbidden(submission.forbidden, siblings))
    sys.meta_path.append(siblings)


class _Forbidden(importlib.abc.MetaPathFinder):
    """Refuses some modules, unless the student has a file of that name: then it is theirs."""

    def __init__(self, names: Iterable[str], siblings: _Siblings) -> None:
        self._names = frozenset(names)
        self._siblings = siblings

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.split(".", maxsplit=1)[0] not in self._names or fullname.startswith("grader.worker"):
            return None
        own = self._siblings.find_spec(fullname, path, target)
        if own is None:
            raise ForbiddenImport(f"{fullname} cannot be imported while a solution is judged", name=fullname)
        return own


class _Siblings(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    def __init__(self, sources: Mapping[str, bytes]) -> None:
        self._sources = sources

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self._sources:
            return None
        return importlib.util.spec_from_loader(fullname, self, origin=_sibling_file(fullname))

    def get_source(self, fullname: str) -> str:
        source = self._sources[fullname]
        try:
            return decode(source, _sibling_file(fullname)) if source.strip() else ""
        except LoadError as error:
            raise ImportError(f"{_sibling_file(fullname)}: {error}", name=fullname) from None

    def get_code(self, fullname: str) -> types.CodeType:
        return compile(self.get_source(fullname), _sibling_file(fullname), "exec", dont_inherit=True)

    def is_package(self, fullname: str) -> bool:
        return False
