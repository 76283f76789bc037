"""Load a student's file from its bytes, and describe what it defines."""

from __future__ import annotations

import ast
import contextlib
import importlib.abc
import importlib.util
import inspect
import io
import linecache
import sys
import textwrap
import tokenize
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from importlib.machinery import ModuleSpec

from .errors import ForbiddenImport, failure_of, syntax_failure
from .probe import Failure, Loaded, Parameter, Submission, Symbol
from .results import type_name
from .trace import Tracer

MODULE = "submission"
_MAX_SYMBOLS = 500
_MAX_NUMBERS = 40
_MAX_SIZE = 1 << 20


class LoadError(Exception):
    """A file that cannot become a module, as a failure."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


def load(submission: Submission) -> tuple[types.ModuleType | None, Loaded]:
    """Run the file as a module (its name is not `__main__`) and describe its symbols."""
    module, loaded = _run(submission, MODULE, contextlib.nullcontext())
    return (None if loaded.failure else module), loaded


def run_script(submission: Submission) -> Loaded:
    """Run the file as a program, traced."""
    tracer = Tracer(files_of(submission))
    module, loaded = _run(submission, "__main__", tracer)
    numbers = _numbers(vars(module), submission) if module is not None else {}
    return replace(loaded, trace=tracer.trace(), numbers=numbers)


def _numbers(names: Mapping[str, object], submission: Submission) -> dict[str, int]:
    """The whole numbers that a file names at its top, not by a loop: its sizes, perhaps."""
    tree = ast.parse(decode(submission.source, submission.file))
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


def _run(
    submission: Submission, name: str, around: contextlib.AbstractContextManager[object]
) -> tuple[types.ModuleType | None, Loaded]:
    _install_finders(submission)
    files = files_of(submission)
    module = None
    try:
        source = decode(submission.source, submission.file)
        tree = parse(source, submission.file)
        module = types.ModuleType(name)
        module.__file__ = submission.file
        sys.modules[name] = module
        sys.argv = [submission.file]  # ours are nobody's business
        code = compile(tree, submission.file, "exec", dont_inherit=True)
        with around:
            exec(code, module.__dict__)
    except LoadError as error:
        return None, Loaded(failure=error.failure)
    except BaseException as error:
        return module, Loaded(failure=failure_of(error, files))
    imported = _imported_names(tree, submission.siblings)
    return module, Loaded(symbols=tuple(_symbols(module, tree, imported, submission.file)))


def files_of(submission: Submission) -> frozenset[str]:
    """The names that the student's own code has in tracebacks."""
    return frozenset({submission.file, *(_sibling_file(name) for name in submission.siblings)})


def decode(source: bytes, file: str) -> str:
    """The text of a source file, by its declared encoding or UTF-8. Raises `LoadError`."""
    if not source.strip():
        raise LoadError(Failure("empty_file", "", "the file is empty"))
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        text = source.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        raise LoadError(
            Failure("undecodable", type(error).__name__, f"the file is not text in UTF-8: {error}")
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    linecache.cache[file] = (len(text), None, io.StringIO(text).readlines(), file)
    return text


def parse(source: str, file: str) -> ast.Module:
    """The syntax tree. Raises `LoadError` with the line and the caret."""
    try:
        tree = ast.parse(source, filename=file)
        compile(tree, file, "exec", dont_inherit=True)
    except SyntaxError as error:
        raise LoadError(syntax_failure(error, source, file)) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise LoadError(
            Failure("syntax_error", type(error).__name__, str(error) or "the file is nested too deeply")
        ) from None
    return tree


def _symbols(module: types.ModuleType, tree: ast.Module, imported: frozenset[str], file: str) -> Iterable[Symbol]:
    names = [name for name in vars(module) if not name.startswith("__") and name not in imported]
    functions = {node.name: node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}
    for name in names[:_MAX_SYMBOLS]:
        yield describe_symbol(name, vars(module)[name], functions.get(name))


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
