"""What is sent arrives; what is broken, huge or hostile is refused as such and as nothing else."""

from __future__ import annotations

import contextlib
import io
import json
import struct
from dataclasses import replace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.sandbox.clean import clean
from grader.worker.probe import Ask, Failure, Frame, Leaf, Loaded, Observation, Probe, Result, Start, Submission, Symbol
from grader.worker.wire import WireError, pack, receive, send, unpack

DTYPES = st.sampled_from(
    [torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.uint8, torch.bool]
)
TENSORS = st.builds(
    lambda shape, dtype, seed: (torch.randn(shape, generator=torch.Generator().manual_seed(seed)) * 9).to(dtype),
    st.lists(st.integers(0, 4), max_size=4),
    DTYPES,
    st.integers(0, 99),
)
TEXTS = st.text(max_size=30)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.one_of(st.integers(), NUMBERS, st.booleans(), st.none(), TEXTS, TENSORS, st.lists(TENSORS, max_size=2))


def frame(message: object) -> tuple[bytes, bytes]:
    data = pack(message)
    text, blob = struct.unpack(">II", data[:8])
    assert len(data) == 8 + text + blob
    return data[8 : 8 + text], data[8 + text :]


def same(a: object, b: object) -> bool:
    if isinstance(a, torch.Tensor) and isinstance(b, torch.Tensor):
        return a.dtype == b.dtype and a.shape == b.shape and torch.equal(a, b)
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    return type(a) is type(b) and a == b


@settings(deadline=None)
@given(st.dictionaries(TEXTS, VALUES, max_size=4), st.lists(TENSORS, max_size=3), TEXTS)
def test_a_probe_arrives_as_it_was_sent(arguments: dict[str, object], cotangents: list[torch.Tensor], id: str) -> None:
    sent = Ask(Probe(id, "rnn_cell", {"n": 3}, arguments, tuple(cotangents), ("purity",)), 2.0, 3.0, 1.5, True)
    got = unpack(*frame(sent), Ask)
    assert (got.until, got.listen, got.probe.id, got.probe.sizes) == (1.5, True, id, {"n": 3})
    assert same(got.probe.cotangents, sent.probe.cotangents)
    assert got.probe.arguments.keys() == arguments.keys()
    assert all(same(got.probe.arguments[name], value) for name, value in arguments.items())


@settings(deadline=None)
@given(st.binary(max_size=200), st.dictionaries(TEXTS, st.binary(max_size=50), max_size=3))
def test_files_arrive_byte_for_byte(source: bytes, siblings: dict[str, bytes]) -> None:
    sent = Start(Submission("a.py", source, siblings, ("reference",)), 3.0)
    assert unpack(*frame(sent), Start) == sent


def observation() -> Observation:
    data = torch.arange(6.0).reshape(2, 3)
    leaf = Leaf("a tensor", (2, 3), "float32", "cpu", data)
    failure = Failure("exception", "ValueError", "no", (Frame("a.py", 3, "f", "x = 1", 0, 5),), (("x", (2, 3)),))
    return Observation(
        "n = 1", Result("a tensor", (leaf,)), None, {"X": leaf}, ("X.grad",), {"X": data, "W": None}, None, 2, failure
    )


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_a_damaged_frame_is_a_wire_error_and_nothing_else(data: st.DataObject) -> None:
    raw = bytearray(pack(observation()))
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    received = io.BytesIO(bytes(raw[: data.draw(st.integers(8, len(raw)))]))
    with contextlib.suppress(WireError, EOFError):
        receive(received, Observation, clean)  # type: ignore[arg-type]


@settings(deadline=None)
@given(st.binary(max_size=300), st.binary(max_size=100))
def test_random_bytes_are_a_wire_error(text: bytes, blob: bytes) -> None:
    with pytest.raises(WireError):
        unpack(text, blob, Loaded)


def altered(**changes: object) -> bytes:
    tree = json.loads(frame(observation())[0])
    return json.dumps({**tree, **changes}).encode()


@pytest.mark.parametrize(
    "changes",
    [
        {"seconds": "soon"},
        {"products": 1.5},
        {"products": True},
        {"side_effects": "X.grad"},
        {"side_effects": [1]},
        {"gradients": []},
        {"surplus": 1},
        {"result": {"layout": "a tensor"}},
        {"repeated": {"layout": "x", "leaves": [{"$tensor": "t0"}], "notes": []}},
        {"gradients": {"X": {"$tensor": "nowhere"}}},
    ],
)
def test_what_is_not_of_the_type_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(WireError):
        unpack(altered(**changes), frame(observation())[1], Observation)


def test_numbers_that_json_lacks_are_refused() -> None:
    with pytest.raises(WireError):
        unpack(altered(seconds=float("nan")), frame(observation())[1], Observation)


def test_a_tensor_that_is_called_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match=r"data of shape \(2,\) called \(3,\)"):
        Leaf("a tensor", (3,), "float32", "cpu", torch.zeros(2))


def test_nesting_has_a_bottom() -> None:
    deep: object = 1
    for _ in range(40):
        deep = [deep]
    probe = Probe("x", "f", {}, {"X": deep}, ())  # type: ignore[dict-item]
    with pytest.raises(WireError, match="nested"):
        unpack(*frame(Ask(probe, 1.0, 1.0, 1.0, False)), Ask)


def test_a_frame_that_announces_too_much_is_refused_before_it_is_read() -> None:
    class Announcement(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            assert size == 8, "read on after a header that announces gigabytes"
            return super().read(size)

    with pytest.raises(WireError, match="a message of"):
        receive(Announcement(struct.pack(">II", 1 << 31, 1 << 31)), Loaded)  # type: ignore[arg-type]


def test_every_string_is_cleaned_on_its_way_in() -> None:
    out = io.BytesIO()
    dirty = Symbol("f\x1b[31m", True, "type\x00", None)
    send(out, Loaded(symbols=(dirty,)))
    out.seek(0)
    got = receive(out, Loaded, clean)  # type: ignore[arg-type]
    assert got.symbols == (replace(dirty, name="f", type="type"),)
