"""A trace in names: sub-expressions with their shapes spelled, as `trace`, `shapes` and findings show them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from grader.report import ListedLine, ListedOperation, Listing
from grader.worker.dimensions import Dimensions
from grader.worker.traced import Form, Operation, Shape, Trace

_LONG = 20
_SIGNS = {"+": "sum", "+=": "sum", "-": "difference", "*": "product by elements", "/": "quotient"}
ELEMENTWISE = frozenset(
    """
    tanh sigmoid relu exp log sin cos softplus gelu elu leaky_relu neg abs sqrt square clamp erf silu
    """.split()
)
_PRODUCTS = frozenset({"matmul", "mm", "bmm", "mv"})
SILENT = "stretched over {} without an error"


def form_in_names(operation: Operation, form: Form, dims: Dimensions) -> str:
    """`(n, d) @ (d, h) → (n, h)`; what failed has no right side.

    >>> from grader.worker.traced import Place
    >>> product = Operation(Place("a.py", 1, 1), "X @ W", "operation", "matmul", "@", ())
    >>> form = Form(((7, 16), (16, 36)), ((7, 36),), ("float64",))
    >>> form_in_names(product, form, Dimensions({"n": 7, "d": 16, "h": 36}))
    '(n, d) @ (d, h) → (n, h)'
    """
    operands = list(_together([dims.spell_shape(shape) for shape in form.operands], dims))
    sign = "@" if operation.name in _PRODUCTS else operation.symbol
    symbol = f" {sign} " if len(operands) == 2 and sign != "," else ", "
    left = symbol.join(operands)
    right = ", ".join(dims.spell_shape(shape) for shape in form.results)
    if form.pieces > 1:
        right = f"{dims.spell(form.pieces)} × {right}"
    if operation.kind == "leaves":
        return f"{left} → leaves PyTorch"
    if operation.kind == "write":
        return f"{left or 'a number'} into {right}"
    if not form.results:
        return f"{left} → impossible"
    return f"{left} → {right}" if left else right


def name_of(operation: Operation) -> str:
    """What an operation is, in a word: `sum`, `tanh`."""
    return _SIGNS.get(operation.symbol, operation.name.strip("_"))


def stretched_in_words(form: Form, dims: Dimensions) -> str:
    """`stretched over h without an error`; nothing where nothing is."""
    axes = dict.fromkeys(dims.spell(size_along(form, axis)) for _, axis in form.stretched)
    return SILENT.format(" and ".join(axes)) if axes else ""


def short(text: str, inner: Sequence[str]) -> str:
    """A long expression with its inner ones, which are shown by themselves, as `…`.

    >>> short("torch.tanh(X @ W_xh + H @ W_hh + b_h)", ["X @ W_xh", "H @ W_hh", "X @ W_xh + H @ W_hh"])
    'torch.tanh(… + b_h)'
    """
    for part in sorted(inner, key=len, reverse=True):
        if len(text) > _LONG and len(part) > 1:
            text = text.replace(part, "…", 1)
    return text


def list_trace(trace: Trace, source: Sequence[str], dims: Dimensions, file: str) -> Listing:
    """The source of a file line by line, and under each line what happened there."""
    by_line: dict[int, list[Operation]] = {}
    for operation in trace.operations:
        if operation.place.file == file:
            by_line.setdefault(operation.place.end_line, []).append(operation)
    lines = [
        ListedLine(
            number, text, tuple(_names(trace, file, number, dims)), tuple(listed(by_line.get(number, []), dims, note))
        )
        for number, text in enumerate(source, start=1)
    ]
    return Listing(file, dict(dims.sizes), tuple(lines))


def listed(
    operations: Sequence[Operation], dims: Dimensions, note: Callable[[Operation, Form, Dimensions], str]
) -> Iterator[ListedOperation]:
    """Every operation in every form in which it ran, in order; inner ones, shown before, are cut from the outer."""
    for index, operation in enumerate(operations):
        inner = [other.text for other in operations[:index]]
        for number, form in enumerate(operation.forms):
            yield ListedOperation(
                text=short(operation.text, inner) if number == 0 else "then",
                expression=operation.text,
                shapes=form_in_names(operation, form, dims),
                times=form.times,
                note=note(operation, form, dims),
                broadcast=bool(form.stretched),
                failed=operation.failed and not form.results,
            )


def note(operation: Operation, form: Form, dims: Dimensions) -> str:
    """What is worth saying beside the shapes."""
    if form.stretched:
        return stretched_in_words(form, dims)
    if operation.kind == "module":
        return operation.name
    if operation.kind == "leaves":
        return "not seen until it comes back"
    if operation.name in ELEMENTWISE and form.operands[:1] == form.results[:1]:
        return "elementwise"
    return ""


def _names(trace: Trace, file: str, line: int, dims: Dimensions) -> Iterator[tuple[str, str]]:
    """The names that a line binds, with the shapes that they had."""
    for binding in trace.bindings:
        if binding.file == file and binding.line == line and binding.kind != "result":
            yield binding.name, ", then ".join(dims.spell_shape(shape) for shape, _ in binding.shapes)


def _together(words: Sequence[str], dims: Dimensions) -> Iterator[str]:
    """Many of one shape are told once: `T × (n, h)`."""
    for word, group in groupby(words):
        count = len(list(group))
        if count > 2:
            yield f"{dims.spell(count)} × {word}"
        else:
            yield from [word] * count


def size_along(form: Form, axis: int) -> int:
    """The size over which something is stretched along an axis, counted from the end."""
    shapes: list[Shape] = [*form.results[:1], *form.operands]
    return max((shape[axis] for shape in shapes if -len(shape) <= axis < 0), default=1)
