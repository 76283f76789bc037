"""An exception as data: its kind, its text, the student's own lines, and the tensors of the failing expression."""

from __future__ import annotations

import ast
import linecache
from collections.abc import Container, Iterator
from itertools import islice
from types import FrameType, TracebackType

from .probe import Failure, Frame
from .results import is_tensor, plain, type_name

MAX_TEXT = 4000
MAX_FRAMES = 12
_OUT_OF_MEMORY = ("can't allocate memory", "not enough memory", "out of memory")
_TRANSPOSED = ("T", "mT", "t")


class OutOfTime(BaseException):
    """Raised in student code when its time is up. Not an `Exception`, so that `except Exception` lets it pass."""


class ForbiddenImport(ImportError):
    """Student code asked for a module that holds the answers."""


def failure_of(error: BaseException, files: Container[str]) -> Failure:
    """Describe an exception; only frames in `files`, the student's own, are told."""
    steps = [step for step in _steps(error.__traceback__) if step.tb_frame.f_code.co_filename in files]
    frames = tuple(_frame(step) for step in steps[-MAX_FRAMES:])
    return Failure(
        kind=_kind(error),
        type=type_name(error),
        message=_text(error),
        frames=frames,
        operands=_operands(steps[-1].tb_frame, frames[-1]) if steps else (),
    )


def syntax_failure(error: SyntaxError, source: str, file: str) -> Failure:
    """A file that cannot be parsed, with the line and the caret."""
    line = error.lineno or 1
    lines = source.split("\n")
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    start = max((error.offset or 1) - 1, 0)
    end = error.end_offset - 1 if error.end_offset and error.end_lineno == line else start + 1
    conflict = text.startswith(("<<<<<<<", "=======", ">>>>>>>"))
    start, end = (0, len(text)) if conflict else (start, max(end, start + 1))
    frame = Frame(file=file, line=line, function="", text=text[:MAX_TEXT], start=start, end=end)
    kind = "merge_conflict" if conflict else "syntax_error"
    return Failure(kind=kind, type=type(error).__name__, message=str(error.msg)[:MAX_TEXT], frames=(frame,))


def _kind(error: BaseException) -> str:
    if _is(error, OutOfTime):
        return "timeout"
    if _is(error, SystemExit):
        return "exited"
    if _is(error, ForbiddenImport):
        return "forbidden"
    if _is(error, NotImplementedError) and not _raised_in_torch(error):
        return "not_implemented"
    if _is(error, MemoryError) or any(words in _text(error) for words in _OUT_OF_MEMORY):
        return "out_of_memory"
    return "exception"


def _is(error: BaseException, kind: type[BaseException]) -> bool:
    """By its type: `isinstance` would ask the student's `__class__`."""
    return issubclass(type(error), kind)


def _raised_in_torch(error: BaseException) -> bool:
    modules = [str(step.tb_frame.f_globals.get("__name__", "")) for step in _steps(error.__traceback__)]
    return bool(modules) and modules[-1].split(".")[0] == "torch"


def _text(error: BaseException) -> str:
    try:
        return str(error)[:MAX_TEXT]
    except OutOfTime:
        raise
    except BaseException:  # the text of a student's exception is student code too
        return "(the exception's text cannot be shown: its own __str__ fails)"


def _steps(traceback: TracebackType | None) -> Iterator[TracebackType]:
    while traceback is not None:
        yield traceback
        traceback = traceback.tb_next


def _frame(step: TracebackType) -> Frame:
    code = step.tb_frame.f_code
    text = linecache.getline(code.co_filename, step.tb_lineno).rstrip("\n")
    first, last, start, end = next(islice(code.co_positions(), step.tb_lasti // 2, None), (None,) * 4)
    if start is None or end is None or first != step.tb_lineno:
        return Frame(code.co_filename, step.tb_lineno, code.co_name, text[:MAX_TEXT])
    return Frame(
        file=code.co_filename,
        line=step.tb_lineno,
        function=code.co_name,
        text=text[:MAX_TEXT],
        start=_characters(text, start),
        end=_characters(text, end) if last == first else len(text),
    )


def _characters(text: str, utf8_offset: int) -> int:
    """Python counts columns in UTF-8 bytes; people count characters."""
    return len(text.encode()[:utf8_offset].decode(errors="replace"))


def _operands(frame: FrameType, place: Frame) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The tensors that stand as plain names in the failing expression, with their shapes."""
    try:
        tree = ast.parse((place.expression or "").strip(), mode="eval").body
    except SyntaxError:
        return ()
    found = {ast.unparse(node): _shape(node, frame) for node in _children(tree)}
    return tuple((name, shape) for name, shape in found.items() if shape is not None)[:8]


def _children(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp):
        yield from (node.left, node.right)
    elif isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute):
            yield node.func.value
        for argument in node.args:
            yield from argument.elts if isinstance(argument, (ast.List, ast.Tuple)) else (argument,)
    elif isinstance(node, ast.Subscript):
        yield node.value


def _shape(node: ast.expr, frame: FrameType) -> tuple[int, ...] | None:
    """The shape of a name, or of its transpose. Nothing is evaluated: that would run student code again."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args:
        node = node.func
    if isinstance(node, ast.Attribute) and node.attr in _TRANSPOSED:
        shape = _shape(node.value, frame)
        return shape[::-1] if shape is not None and len(shape) == 2 else None
    if not isinstance(node, ast.Name):
        return None
    value = frame.f_locals.get(node.id, frame.f_globals.get(node.id))
    return tuple(plain(value).shape) if is_tensor(value) else None
