"""Source text from bytes: decoded, parsed, and known to tracebacks."""

from __future__ import annotations

import ast
import io
import linecache
import tokenize

from .errors import syntax_failure
from .probe import Failure


class LoadError(Exception):
    """A file that cannot become a module, as a failure."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


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
    return remember(text.replace("\r\n", "\n").replace("\r", "\n"), file)


def remember(text: str, file: str) -> str:
    """Let tracebacks and the trace find the lines of a text under this name."""
    linecache.cache[file] = (len(text), None, io.StringIO(text).readlines(), file)
    return text


def parse(source: str, file: str, flags: int = 0) -> ast.Module:
    """The syntax tree. `flags`: of the compiler. Raises `LoadError` with the line and the caret."""
    try:
        tree = ast.parse(source, filename=file)
        compile(tree, file, "exec", flags, dont_inherit=True)
    except SyntaxError as error:
        raise LoadError(syntax_failure(error, source, file)) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise LoadError(
            Failure("syntax_error", type(error).__name__, str(error) or "the file is nested too deeply")
        ) from None
    return tree
