"""From characters to minibatches, against numbers worked by hand, against D2L's iterators and PyTorch's own."""

import importlib.resources
import random
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pytest
import torch
from torch import Tensor

from reference.checked import ShapeError
from reference.text import char_vocab, one_hot, random_windows, sequential_windows, time_machine


def test_a_vocabulary_worked_by_hand():
    tokens, indices = char_vocab("abracadabra!")
    assert tokens == ["<unk>", "a", "b", "r", "!", "c", "d"]
    assert indices == {"<unk>": 0, "a": 1, "b": 2, "r": 3, "!": 4, "c": 5, "d": 6}


@pytest.mark.parametrize(
    ("min_freq", "tokens"),
    [(0, "abr!cd"), (1, "abr!cd"), (2, "abr"), (3, "a"), (5, "a"), (6, "")],
)
def test_a_character_needs_min_freq_occurrences_or_more(min_freq, tokens):
    assert char_vocab("abracadabra!", min_freq)[0] == ["<unk>", *tokens]


def test_of_no_text_there_is_only_the_unknown_token():
    assert char_vocab("") == (["<unk>"], {"<unk>": 0})
    assert char_vocab("", min_freq=3) == (["<unk>"], {"<unk>": 0})


def test_the_order_does_not_depend_on_where_a_character_stands():
    rng = random.Random(0)
    text = time_machine()
    for _ in range(5):
        assert char_vocab("".join(rng.sample(text, len(text)))) == char_vocab(text)


def test_characters_are_code_points_and_case_counts():
    assert char_vocab("Aa")[0] == ["<unk>", "A", "a"]
    assert char_vocab(unicodedata.normalize("NFD", "é"))[0] == ["<unk>", "e", "\N{COMBINING ACUTE ACCENT}"]
    assert char_vocab("éé𝄞e\n")[0] == ["<unk>", "é", "\n", "e", "𝄞"]


def test_the_two_maps_are_inverse_and_counts_never_rise():
    text = time_machine()
    tokens, indices = char_vocab(text)
    assert all(tokens[index] == token for token, index in indices.items())
    assert set(tokens[1:]) == set(text)
    counts = [Counter(text)[token] for token in tokens[1:]]
    assert counts == sorted(counts, reverse=True)


def test_the_text_is_in_the_package_and_begins_and_ends_as_it_should():
    text = time_machine()
    assert text.startswith("The Time Traveller (for so it will be convenient to speak of him)")
    assert text.endswith('the end of our lives."\n')
    assert importlib.resources.files("reference").joinpath("texts/the_time_machine.txt").is_file()


def test_one_hot_vectors_worked_by_hand():
    X = one_hot(torch.tensor([[2, 0, 1], [1, 1, 0]]), 3)
    assert X.tolist() == [
        [[0.0, 0.0, 1.0], [0.0, 1.0, 0.0]],
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]],
        [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]],
    ]
    assert X.is_floating_point()


@pytest.mark.parametrize(("n", "T", "v"), [(3, 5, 7), (1, 5, 7), (3, 1, 7), (3, 5, 1), (4, 4, 4), (0, 5, 7), (3, 0, 7)])
@pytest.mark.parametrize("dtype", [torch.int64, torch.int32, torch.int8])
def test_one_hot_vectors_are_rows_of_the_identity(n, T, v, dtype):
    tokens = torch.randint(v, (n, T), generator=torch.Generator().manual_seed(0), dtype=dtype)
    expected = torch.eye(v)[tokens.long().T]
    torch.testing.assert_close(one_hot(tokens, v), expected)


def test_sequential_windows_worked_by_hand():
    inputs, targets = sequential_windows(torch.arange(10, 25), batch_size=2, num_steps=3, offset=2)
    # s = (15 - 2 - 1) // 2 = 6: the rows begin at tokens 2 and 8 and hold two windows each.
    assert inputs.tolist() == [[[12, 13, 14], [18, 19, 20]], [[15, 16, 17], [21, 22, 23]]]
    assert targets.tolist() == [[[13, 14, 15], [19, 20, 21]], [[16, 17, 18], [22, 23, 24]]]


def sequential_of_d2l(
    corpus: list[int], batch_size: int, num_steps: int, offset: int
) -> Iterator[tuple[Tensor, Tensor]]:
    """As in 8.3.4.2 of D2L in the old numbering, with the offset given."""
    num_tokens = ((len(corpus) - offset - 1) // batch_size) * batch_size
    Xs = torch.tensor(corpus[offset : offset + num_tokens]).reshape(batch_size, -1)
    Ys = torch.tensor(corpus[offset + 1 : offset + 1 + num_tokens]).reshape(batch_size, -1)
    num_batches = Xs.shape[1] // num_steps
    for i in range(0, num_steps * num_batches, num_steps):
        yield Xs[:, i : i + num_steps], Ys[:, i : i + num_steps]


@pytest.mark.parametrize("batch_size", [1, 2, 3, 7])
@pytest.mark.parametrize("num_steps", [1, 2, 5])
@pytest.mark.parametrize("offset", [0, 1, 4])
def test_sequential_windows_are_those_of_d2l(batch_size, num_steps, offset):
    for k in range(offset + 1 + batch_size, 60):
        tokens = torch.randint(30, (k,), generator=torch.Generator().manual_seed(k))
        inputs, targets = sequential_windows(tokens, batch_size, num_steps, offset)
        expected = list(sequential_of_d2l(tokens.tolist(), batch_size, num_steps, offset))
        assert inputs.shape == targets.shape == (len(expected), batch_size, num_steps)
        for j, (X, Y) in enumerate(expected):
            assert torch.equal(inputs[j], X)
            assert torch.equal(targets[j], Y)


@pytest.mark.parametrize(("k", "offset"), [(0, 0), (1, 0), (2, 1), (5, 4), (8, 0), (3, 7)])
def test_where_nothing_fills_a_minibatch_there_is_none(k, offset):
    for windows in sequential_windows(torch.arange(k), 4, 2, offset):
        assert windows.shape == (0, 4, 2)
    for windows in random_windows(torch.arange(k), 4, 2, torch.Generator()):
        assert windows.shape == (0, 4, 2)


def test_the_smallest_text_that_fills_one_minibatch():
    inputs, targets = sequential_windows(torch.arange(9), batch_size=4, num_steps=2, offset=0)
    assert inputs.tolist() == [[[0, 1], [2, 3], [4, 5], [6, 7]]]
    assert targets.tolist() == [[[1, 2], [3, 4], [5, 6], [7, 8]]]
    assert len(sequential_windows(torch.arange(9), batch_size=4, num_steps=2, offset=1)[0]) == 0


@pytest.mark.parametrize("dtype", [torch.int64, torch.int32, torch.int16])
def test_windows_keep_the_dtype_and_leave_the_tokens(dtype):
    tokens = torch.arange(40, dtype=dtype)
    for windows in (*sequential_windows(tokens, 2, 3, 1), *random_windows(tokens, 2, 3, torch.Generator())):
        assert windows.dtype == dtype
        windows.zero_()
    assert torch.equal(tokens, torch.arange(40, dtype=dtype))


@pytest.mark.parametrize(("k", "batch_size", "num_steps"), [(100, 3, 7), (50, 1, 5), (41, 4, 1), (30, 2, 9), (8, 1, 7)])
def test_random_windows_are_a_shuffled_partition(k, batch_size, num_steps):
    generator = torch.Generator().manual_seed(0)
    for _ in range(40):
        inputs, targets = random_windows(torch.arange(k), batch_size, num_steps, generator)
        starts = inputs[..., 0].flatten().tolist()
        assert torch.equal(inputs, inputs[..., :1] + torch.arange(num_steps))
        assert torch.equal(targets, inputs + 1)
        assert len(set(starts)) == len(starts)
        assert len({start % num_steps for start in starts}) <= 1
        if starts:
            offset = starts[0] % num_steps
            assert len(inputs) == (k - offset - 1) // num_steps // batch_size


def test_every_offset_and_every_order_occurs():
    generator = torch.Generator().manual_seed(0)
    draws = [random_windows(torch.arange(16), 1, 4, generator)[0] for _ in range(400)]
    assert {int(draw[0, 0, 0]) % 4 for draw in draws} == {0, 1, 2, 3}
    orders = {tuple((draw[:, 0, 0] // 4).tolist()) for draw in draws}
    assert orders == {(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)}


def test_all_randomness_comes_from_the_generator():
    def draw(seed: int) -> Tensor:
        return random_windows(torch.arange(200), 2, 5, torch.Generator().manual_seed(seed))[0]

    torch.manual_seed(0)
    before = torch.random.get_rng_state()
    first = draw(3)
    assert torch.equal(before, torch.random.get_rng_state())
    torch.manual_seed(1)
    assert torch.equal(first, draw(3))
    assert not torch.equal(first, draw(4))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: one_hot(torch.ones(2, 3), 4),
            "one_hot: the dtype of tokens should be int, and is float32.",
        ),
        (
            lambda: one_hot(torch.tensor([1, 2]), 4),
            "one_hot: tokens should be (n, T), and is (2,).",
        ),
        (
            lambda: sequential_windows(torch.ones(2, 3).long(), 1, 1, 0),
            "sequential_windows: tokens should be (k,), and is (2, 3).",
        ),
        (
            lambda: random_windows([1, 2, 3], 1, 1, torch.Generator()),
            "random_windows: tokens should be a tensor (k,), and is a list.",
        ),
        (
            lambda: random_windows(torch.arange(3), 1, 1, 0),
            "random_windows: generator should be torch.Generator, and is an int.",
        ),
        (
            lambda: char_vocab(["a", "b"]),
            "char_vocab: text should be str, and is a list.",
        ),
    ],
)
def test_an_argument_that_does_not_fit_is_named(call, message):
    with pytest.raises(ShapeError) as caught:
        call()
    assert str(caught.value) == message
