"""Whole frames of every kind of message, and what a hostile worker might send instead of one."""

from __future__ import annotations

import ast
import importlib.util
import io
import json
import pkgutil
import struct
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import grader.worker
from grader.sandbox.clean import clean
from grader.worker import probe as messages
from grader.worker import wire
from grader.worker.probe import (
    Ask,
    Failure,
    Frame,
    Leaf,
    Loaded,
    Observation,
    Parameter,
    Probe,
    Result,
    Start,
    Submission,
    Symbol,
)
from grader.worker.wire import WireError, pack, receive, unpack

DTYPES = [torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.bool, torch.uint8]
DTYPES += [torch.int8, torch.int16, torch.int32, torch.int64]
TENSORS = st.builds(
    lambda shape, dtype, seed: (torch.randn(shape, generator=torch.Generator().manual_seed(seed)) * 9).to(dtype),
    st.lists(st.integers(0, 3), max_size=4),
    st.sampled_from(DTYPES),
    st.integers(0, 99),
)
TEXTS = st.text(st.characters(), max_size=12)  # any code point, lone surrogates among them
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
COUNTS = st.integers(0, 1 << 40)
MAYBE_LINE = st.none() | COUNTS


def few(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=2).map(tuple)


LEAVES = st.one_of(
    st.builds(Leaf, TEXTS, few(COUNTS), TEXTS, TEXTS),
    TENSORS.map(lambda t: Leaf("a tensor", tuple(t.shape), str(t.dtype).removeprefix("torch."), "cpu", t)),
)
RESULTS = st.none() | st.builds(Result, TEXTS, few(LEAVES), few(TEXTS))
FRAMES = st.builds(Frame, TEXTS, COUNTS, TEXTS, TEXTS, MAYBE_LINE, MAYBE_LINE)
FAILURES = st.none() | st.builds(Failure, TEXTS, TEXTS, TEXTS, few(FRAMES), few(st.tuples(TEXTS, few(COUNTS))))
OBSERVATIONS = st.builds(
    Observation,
    TEXTS,
    RESULTS,
    RESULTS,
    st.dictionaries(TEXTS, LEAVES, max_size=2),
    few(TEXTS),
    st.none() | st.dictionaries(TEXTS, st.none() | TENSORS, max_size=2),
    FAILURES,
    st.none() | COUNTS,
    FAILURES,
    NUMBERS,
)
PARAMETERS = st.none() | few(st.builds(Parameter, TEXTS, TEXTS, st.booleans()))
SYMBOLS = st.builds(Symbol, TEXTS, st.booleans(), TEXTS, PARAMETERS, MAYBE_LINE, MAYBE_LINE, st.booleans())
LOADED = st.builds(Loaded, few(SYMBOLS), FAILURES)
VALUES = st.recursive(
    st.one_of(TENSORS, TEXTS, NUMBERS, st.integers(), st.booleans(), st.none()),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=5,
)
PROBES = st.builds(
    Probe,
    TEXTS,
    TEXTS,
    st.dictionaries(TEXTS, COUNTS, max_size=2),
    st.dictionaries(TEXTS, VALUES, max_size=3),
    few(TENSORS),
    few(TEXTS),
    TEXTS,
)
ASKS = st.builds(Ask, PROBES, NUMBERS, NUMBERS, NUMBERS, st.booleans())
STARTS = st.builds(
    Start,
    st.builds(Submission, TEXTS, st.binary(max_size=40), st.dictionaries(TEXTS, st.binary(max_size=9)), few(TEXTS)),
    NUMBERS,
)


def same(a: Any, b: Any) -> bool:
    """Equality of messages, tensors and all."""
    if isinstance(a, torch.Tensor):
        return isinstance(b, torch.Tensor) and (a.dtype, a.shape) == (b.dtype, b.shape) and torch.equal(a, b)
    if type(a) is not type(b):
        return False
    if is_dataclass(a):
        return all(same(getattr(a, field.name), getattr(b, field.name)) for field in fields(a))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    return a == b


def parts(message: object) -> tuple[bytes, bytes]:
    data = pack(message)
    text, _ = struct.unpack(">II", data[:8])
    return data[8 : 8 + text], data[8 + text :]


@settings(deadline=None, max_examples=60)
@given(st.one_of(OBSERVATIONS, LOADED, ASKS, STARTS))
def test_every_message_arrives_as_it_was_sent(message: object) -> None:
    assert same(receive(io.BytesIO(pack(message)), type(message)), message)


@settings(deadline=None, max_examples=30)
@given(OBSERVATIONS, LOADED)
def test_messages_in_a_row_are_told_apart(first: Observation, second: Loaded) -> None:
    stream = io.BytesIO(pack(first) + pack(second))
    assert same(receive(stream, Observation), first)
    assert same(receive(stream, Loaded), second)


def test_a_view_arrives_as_the_numbers_that_it_shows() -> None:
    whole = torch.arange(12.0).reshape(3, 4)
    shared = {"X": whole.T, "row": whole[1], "wide": whole[:1].expand(5, 4), "whole": whole}
    sent = Ask(Probe("x", "f", {}, shared, ()), 1.0, 1.0, 1.0, False)
    assert same(unpack(*parts(sent), Ask), sent)


class Trickle(io.BytesIO):
    """Ends in the middle, as a socket does."""

    def read(self, size: int | None = -1, /) -> bytes:
        part = super().read(size)
        if size is not None and len(part) < size:
            raise EOFError
        return part


@settings(deadline=None, max_examples=60)
@given(OBSERVATIONS, st.data())
def test_a_message_that_breaks_off_is_the_end(message: Observation, data: st.DataObject) -> None:
    raw = pack(message)
    cut = data.draw(st.integers(0, len(raw) - 1))
    with pytest.raises(EOFError):
        receive(Trickle(raw[:cut]), Observation)


@settings(deadline=None, max_examples=150)
@given(OBSERVATIONS, st.data())
def test_a_message_with_other_bytes_in_it_is_one_or_a_wire_error(message: Observation, data: st.DataObject) -> None:
    text, blob = map(bytearray, parts(message))
    for _ in range(data.draw(st.integers(1, 3))):
        part = blob if blob and data.draw(st.booleans()) else text
        at = data.draw(st.integers(0, len(part) - 1))
        part[at : at + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=3))
    try:
        got = unpack(bytes(text), bytes(blob), Observation, clean)
    except WireError:
        return
    assert isinstance(got, Observation)
    assert got.failure is None or type(got.failure.kind) is str
    assert type(got.seconds) is float


@settings(deadline=None, max_examples=100)
@given(
    st.dictionaries(
        st.sampled_from(["t0", "t1", "__metadata__"]),
        st.one_of(
            st.fixed_dictionaries(
                {
                    "dtype": st.sampled_from(["F64", "F32", "BF16", "BOOL", "I64", "F8_E4M3", "C64", "Q", ""]),
                    "shape": st.lists(st.integers(-1, 1 << 62), max_size=4),
                    "data_offsets": st.lists(st.integers(-1, 1 << 62), max_size=3),
                }
            ),
            st.none(),
            st.dictionaries(TEXTS, TEXTS, max_size=1),
        ),
    ),
    st.binary(max_size=40),
)
def test_forged_headers_of_tensors_are_wire_errors_and_nothing_else(header: dict[str, Any], data: bytes) -> None:
    text = json.dumps(header).encode()
    blob = struct.pack("<Q", len(text)) + text + data
    tree = parts(Observation("x"))[0]
    try:
        assert unpack(tree, blob, Observation) == Observation("x")
    except WireError:
        return


@pytest.mark.parametrize("sizes", [(wire.MAX_JSON + 1, 0), (0, wire.MAX_TENSORS + 1), (0xFFFFFFFF, 0xFFFFFFFF)])
def test_a_header_that_announces_too_much_is_refused_before_anything_is_read(sizes: tuple[int, int]) -> None:
    stream = io.BytesIO(struct.pack(">II", *sizes) + b"{}")
    with pytest.raises(WireError, match=f"a message of {sum(sizes)} bytes"):
        receive(stream, Loaded)
    assert stream.tell() == 8


def test_a_message_that_is_too_large_is_not_even_sent() -> None:
    with pytest.raises(WireError, match="a message of"):
        pack(Loaded(failure=Failure("exception", "", "x" * wire.MAX_JSON)))


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (Loaded(), Observation),
        (Observation("x"), Loaded),
        (Start(Submission("a.py", b"", {}), 1.0), Ask),
        (Failure("exception", "", ""), Frame),
    ],
)
def test_a_message_of_another_type_is_refused(message: object, expected: type) -> None:
    with pytest.raises(WireError, match=f"not a {expected.__name__}"):
        unpack(*parts(message), expected)


def altered(message: object, change: Callable[[dict[str, Any]], object]) -> bytes:
    tree = json.loads(parts(message)[0])
    change(tree)
    return json.dumps(tree).encode()


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_lacks_are_refused_wherever_they_stand(number: str) -> None:
    for text in (
        parts(Observation("x"))[0].replace(b'"seconds": 0.0', b'"seconds": ' + number.encode()),
        number.encode(),
        b'{"surplus": [' + number.encode() + b"]}",
    ):
        assert number.encode() in text
        with pytest.raises(WireError, match=f"{number} is not JSON"):
            unpack(text, b"", Observation)


def test_a_number_too_large_to_be_finite_is_refused() -> None:
    text = parts(Observation("x"))[0].replace(b'"seconds": 0.0', b'"seconds": 1e999')
    with pytest.raises(WireError):
        unpack(text, b"", Observation)


def leaf_called(**claims: object) -> tuple[bytes, bytes]:
    data = torch.arange(6.0).reshape(2, 3)
    message = Observation("x", Result("a tensor", (Leaf("a tensor", (2, 3), "float32", "cpu", data),)))
    return altered(message, lambda tree: tree["result"]["leaves"][0].update(claims)), parts(message)[1]


def test_a_tensor_called_by_its_own_shape_and_dtype_is_accepted() -> None:
    assert unpack(*leaf_called(), Observation).result is not None


@pytest.mark.parametrize(
    "claim", [{"shape": [3, 2]}, {"shape": [6]}, {"shape": []}, {"dtype": "float64"}, {"dtype": "torch.float32"}]
)
def test_a_tensor_that_is_called_something_else_on_the_wire_is_refused(claim: dict[str, object]) -> None:
    with pytest.raises(WireError, match="called"):
        unpack(*leaf_called(**claim), Observation)


def test_more_axes_than_a_tensor_can_have_are_refused() -> None:
    claim = {"shape": [1] * (messages.MAX_AXES + 1), "data": None}
    with pytest.raises(WireError, match="65 axes"):
        unpack(*leaf_called(**claim), Observation)
    assert unpack(*leaf_called(**{**claim, "shape": [1] * messages.MAX_AXES}), Observation).result is not None


@pytest.mark.parametrize("text", [b"[" * 100_000, b'{"a":' * 100_000, b"[" * 100_000 + b"]" * 100_000])
def test_text_that_is_nested_without_end_is_refused(text: bytes) -> None:
    with pytest.raises(WireError):
        unpack(text, b"", Loaded)


@pytest.mark.parametrize("text", [b"9" * 5000, b"\xff\xfe", b"", b"null", b'"Loaded"', b"[]", b"{}", b"{'a': 1}"])
def test_text_that_is_no_message_is_refused(text: bytes) -> None:
    with pytest.raises(WireError):
        unpack(text, b"", Loaded)


def test_strings_are_cleaned_at_every_depth_and_keys_too() -> None:
    dirty = "a\x1b[31m\x00\u202eb"
    frame = Frame(dirty, 1, dirty, dirty)
    failure = Failure(dirty, dirty, dirty, (frame,), ((dirty, (2,)),))
    sent = Observation(
        dirty, Result(dirty, (Leaf(dirty),), (dirty,)), None, {dirty: Leaf(dirty)}, (dirty,), {dirty: None}, failure
    )
    got = receive(io.BytesIO(pack(sent)), Observation, clean)
    clear = Failure("ab", "ab", "ab", (Frame("ab", 1, "ab", "ab"),), (("ab", (2,)),))
    assert got == Observation(
        "ab", Result("ab", (Leaf("ab"),), ("ab",)), None, {"ab": Leaf("ab")}, ("ab",), {"ab": None}, clear
    )


def modules_of_the_worker() -> list[str]:
    return sorted(module.name for module in pkgutil.iter_modules(grader.worker.__path__))


@pytest.mark.parametrize("name", modules_of_the_worker())
def test_no_module_of_the_worker_imports_anything_that_unpickles(name: str) -> None:
    spec = importlib.util.find_spec(f"grader.worker.{name}")
    assert spec is not None
    assert spec.origin is not None
    tree = ast.parse(Path(spec.origin).read_text(encoding="utf-8"))
    imported: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            imported.add((node.module or "").split(".")[0])
    assert imported.isdisjoint({"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "marshal", "shelve", "copyreg"})
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert called.isdisjoint({"torch.load", "torch.save", "numpy.load", "eval"})
