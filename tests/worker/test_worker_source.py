"""The sub-expression at an instruction: its place in characters, its text in one line, and the names of a line."""

from __future__ import annotations

import dis
from collections.abc import Callable
from types import ModuleType

import pytest

from grader.worker.source import Site, names_bound, site_iterated, site_of

Student = Callable[[str], ModuleType]


def sites(function: Callable[..., object], *operations: str) -> list[Site]:
    """The sites of a function's instructions of these names."""
    code = function.__code__
    found = [i.offset for i in dis.get_instructions(code) if i.opname.startswith(operations)]
    return [site_of(code, offset) for offset in found]


def iterated(function: Callable[..., object]) -> list[str]:
    code = function.__code__
    return [site_iterated(code, i.offset).text for i in dis.get_instructions(code) if i.opname == "GET_ITER"]


def test_an_operator_is_told_with_both_of_its_operands() -> None:
    def function(X, W, b):
        return (X @ W + b) ** 2

    product, total, power = sites(function, "BINARY_OP")
    assert (product.text, total.text, power.text) == ("X @ W", "X @ W + b", "(X @ W + b) ** 2")
    assert product.place.line == product.place.end_line == function.__code__.co_firstlineno + 1
    assert product.place.function == "function"
    assert product.place.file == __file__
    assert product.place.source == "        return (X @ W + b) ** 2"


@pytest.mark.parametrize(
    ("function", "symbol"),
    [
        (lambda a, b: a + b, "+"),
        (lambda a, b: a - b, "-"),
        (lambda a, b: a * b, "*"),
        (lambda a, b: a / b, "/"),
        (lambda a, b: a // b, "//"),
        (lambda a, b: a % b, "%"),
        (lambda a, b: a @ b, "@"),
        (lambda a, b: a**b, "**"),
        (lambda a, b: a & b, "&"),
        (lambda a, b: a | b, "|"),
        (lambda a, b: a ^ b, "^"),
        (lambda a, b: a << b, ","),
        (lambda a, b: a == b, "=="),
        (lambda a, b: a != b, "!="),
        (lambda a, b: a < b, "<"),
        (lambda a, b: a <= b, "<="),
        (lambda a, b: a > b, ">"),
        (lambda a, b: a >= b, ">="),
        (lambda a, b: a(b), ","),
        (lambda a, b: a[b], ","),
    ],
)
def test_two_operands_are_joined_by_their_sign(function: Callable[..., object], symbol: str) -> None:
    (site,) = sites(function, "BINARY_OP", "COMPARE_OP", "CALL", "BINARY_SUBSCR")
    assert site.symbol == symbol


def test_an_assignment_in_place_is_told_as_a_whole() -> None:
    def function(H, Z):
        H += Z * 2
        return H

    times, plus = sites(function, "BINARY_OP")
    assert (times.text, times.symbol) == ("Z * 2", "*")
    assert (plus.text, plus.symbol) == ("H += Z * 2", "+")


def test_a_chain_of_methods_over_several_lines_begins_where_its_first_name_does(student: Student) -> None:
    found = sites(student("over_lines").chained, "CALL")
    assert [(site.text, site.place.line, site.place.end_line) for site in found] == [
        ("X.matmul(W)", 8, 8),
        ("X.matmul(W).sum(dim=1)", 8, 9),
        ("X.matmul(W).sum(dim=1).unsqueeze(1)", 8, 10),
    ]
    assert [(site.place.start, site.place.end) for site in found] == [(8, 19), (8, 19), (8, 21)]
    assert {site.place.source for site in found} == {"        X.matmul(W)"}


def test_an_expression_over_several_lines_is_told_in_one(student: Student) -> None:
    product, total, cat = sites(student("over_lines").joined, "BINARY_OP", "CALL")
    assert (product.text, total.text) == ("X @ W", "X @ W + b")
    assert cat.text == "torch.cat([Z, Z], dim=1, )"
    assert (cat.place.line, cat.place.end_line, cat.place.end) == (17, 20, 5)


def test_columns_count_characters_and_not_bytes(student: Student) -> None:
    found = sites(student("over_lines").größe, "BINARY_OP", "CALL")
    assert [site.text for site in found] == ["X @ W", "torch.tanh(größe)", "torch.tanh(größe) + größe"]
    assert [site.place.source[site.place.start : site.place.end] for site in found] == [site.text for site in found]


def test_a_loop_tells_what_it_runs_over() -> None:
    def function(X, Y):
        for x in X.T:
            for _ in x[1:]:
                pass
        for _ in X if Y else Y:
            pass
        return [y for x in X for y in x]

    assert iterated(function)[:4] == ["X.T", "x[1:]", "X if Y else Y", "X"]


def test_the_second_loop_of_a_comprehension_runs_over_something_else() -> None:
    inner = (y for x in range(3) for y in str(x))
    code = inner.gi_code
    assert [site_iterated(code, i.offset).text for i in dis.get_instructions(code) if i.opname == "GET_ITER"][-1:] == [
        "str(x)"
    ]


def test_what_runs_over_nothing_is_told_as_it_is() -> None:
    def function(X):
        return list(X)

    code = function.__code__
    (call,) = [i.offset for i in dis.get_instructions(code) if i.opname.startswith("CALL")]
    assert site_iterated(code, call) == site_of(code, call)


def test_every_name_that_a_line_binds_is_known() -> None:
    def function(X):
        first = last = X
        (a, b), *rest = X
        for x in X:
            y = x
        if (n := len(X)) > 1:
            n += 1
        X[0] = X.attribute = 3

        def inner():
            nonlocal last
            last = 4
            return first

        return inner, a, b, rest, y, n

    start = function.__code__.co_firstlineno
    assert {line - start: names for line, names in names_bound(function.__code__).items()} == {
        1: ("first", "last"),
        2: ("a", "b", "rest"),
        3: ("x",),
        4: ("y",),
        5: ("n",),
        6: ("n",),
        9: ("inner",),
    }


def test_code_whose_source_is_gone_has_a_line_and_no_text() -> None:
    def function(X, W):
        return X @ W

    code = function.__code__.replace(co_filename="/nowhere/answer.py")
    (offset,) = [i.offset for i in dis.get_instructions(code) if i.opname == "BINARY_OP"]
    site = site_of(code, offset)
    assert (site.text, site.node, site.symbol) == ("", None, ",")
    assert (site.place.start, site.place.end, site.place.source) == (None, None, "")
    assert site.place.line == function.__code__.co_firstlineno + 1


def test_a_very_long_line_is_cut(student: Student) -> None:
    site = sites(student("long_line").total, "BINARY_OP")[-1]
    assert len(site.text) == len(site.place.source) == 400
    assert site.place.source.startswith("    return X + X + X")
