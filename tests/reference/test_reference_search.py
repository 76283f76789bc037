"""Beam search against exhaustive search, greedy search and its own customary variants; BLEU against nltk's."""

import functools
import itertools
import math
from collections.abc import Iterator

import pytest
import torch
from nltk.translate.bleu_score import sentence_bleu
from torch import Tensor

from exercises.sequences.beam_search import inputs
from reference.checked import ShapeError
from reference.search import beam_search, bleu

Row = tuple[float, tuple[int, ...]]
"""The sum of a hypothesis, and its tokens."""


def log_probabilities(v: int, seed: int) -> Tensor:
    rng = torch.Generator().manual_seed(seed)
    return torch.randn(v, v, generator=rng, dtype=torch.float64).log_softmax(dim=1)


def every_sequence(v: int, eos: int, max_len: int) -> Iterator[tuple[int, ...]]:
    """Those that end in `eos` or have `max_len` tokens."""
    for length in range(1, max_len + 1):
        for tokens in itertools.product(range(v), repeat=length):
            if eos not in tokens[:-1] and (tokens[-1] == eos or length == max_len):
                yield tokens


def score(log_probs: Tensor, bos: int, tokens: tuple[int, ...], alpha: float) -> float:
    total = sum(log_probs[a, b].item() for a, b in itertools.pairwise((bos, *tokens)))
    return total / len(tokens) ** alpha


@pytest.mark.parametrize("alpha", [0.0, 0.75, 1.0, 2.0])
@pytest.mark.parametrize(("v", "max_len"), [(2, 4), (3, 4), (4, 3), (5, 1)])
def test_a_beam_that_holds_everything_finds_the_best_of_all_sequences(v, max_len, alpha):
    for seed in range(5):
        log_probs = log_probabilities(v, seed)
        found = beam_search(log_probs, 0, 1, v**max_len, max_len, alpha)
        best = max(every_sequence(v, 1, max_len), key=lambda tokens: score(log_probs, 0, tokens, alpha))
        assert score(log_probs, 0, tuple(found), alpha) == pytest.approx(score(log_probs, 0, best, alpha))
        assert tuple(found) in set(every_sequence(v, 1, max_len))


def test_a_beam_of_one_takes_the_likeliest_token_of_every_step():
    for seed in range(20):
        log_probs = log_probabilities(5, seed)
        tokens = [int(log_probs[2].argmax())]
        while len(tokens) < 4 and tokens[-1] != 3:
            tokens.append(int(log_probs[tokens[-1]].argmax()))
        assert beam_search(log_probs, 2, 3, 1, 4, 0.75) == tokens


def test_a_search_worked_by_hand():
    # After bos: 1 with 0.6, 2 with 0.4. After 1 the end has 0.3; after 2 it has 0.9.
    probs = torch.tensor([[1e-9, 0.6, 0.4, 1e-9], [1e-9, 0.35, 0.35, 0.3], [1e-9, 0.05, 0.05, 0.9], [0.25] * 4])
    assert beam_search(probs.log(), 0, 3, 1, 2, 0.0) in ([1, 1], [1, 2])
    assert beam_search(probs.log(), 0, 3, 2, 2, 0.0) == [2, 3]  # 0.36 beats 0.6 · 0.35 = 0.21
    assert beam_search(probs.log(), 0, 3, 2, 1, 0.0) == [1]  # nothing is finished: the open ones compete
    assert beam_search(probs.log(), 0, 3, 2, 5, 0.0) == [2, 3]


def test_a_larger_alpha_favours_the_longer_sequence():
    # 3 at once has 0.5; 1 and then 3 has 0.5 · 0.9.
    probs = torch.tensor([[1e-9, 0.5, 1e-9, 0.5001], [1e-9, 0.05, 0.05, 0.9], [0.25] * 4, [0.25] * 4])
    assert beam_search(probs.log(), 0, 3, 2, 4, 0.0) == [3]
    assert beam_search(probs.log(), 0, 3, 2, 4, 1.0) == [1, 3]


def test_what_leaves_the_beam_does_not_come_back():
    # The token 2 is third after bos, and would lead to certain tokens.
    probs = torch.tensor([[1e-9, 0.35, 0.3, 0.35001], [1e-9, 0.4, 0.4, 0.2], [1e-9, 1e-9, 1e-9, 1.0], [0.25] * 4])
    assert beam_search(probs.log(), 0, 3, 2, 3, 1.0) != [2, 3]
    assert beam_search(probs.log(), 0, 3, 3, 3, 1.0) == [2, 3]


def test_the_table_is_square():
    with pytest.raises(ShapeError) as caught:
        beam_search(torch.ones(2, 3), 0, 1, 2, 3, 0.75)
    assert str(caught.value) == "beam_search: log_probs should be (v, v), and is (2, 3)."


# The customary variants, for the cases of the exercise: all of them must find what the reference finds.


def extended(rows: list[Row], table: list[list[float]], bos: int) -> list[Row]:
    return [(total + p, (*tokens, j)) for total, tokens in rows for j, p in enumerate(table[(bos, *tokens)[-1]])]


def parted(rows: list[Row], eos: int) -> tuple[list[Row], list[Row]]:
    return [row for row in rows if row[1][-1] == eos], [row for row in rows if row[1][-1] != eos]


def best(rows: list[Row], alpha: float) -> list[int]:
    return list(max(rows, key=lambda row: row[0] / len(row[1]) ** alpha)[1])


def stays_in_the_beam(log_probs, bos, eos, beam_size, max_len, alpha, *, power=0.0):
    """Finished hypotheses compete with the open ones for the places, by sums, or by scores with `power` as alpha."""
    table, beam = log_probs.tolist(), [(0.0, ())]
    for _ in range(max_len):
        done = [row for row in beam if row[1][-1:] == (eos,)]
        pool = done + extended([row for row in beam if row[1][-1:] != (eos,)], table, bos)
        beam = sorted(pool, key=lambda row: row[0] / len(row[1]) ** power)[-beam_size:]
    return best(beam, alpha)


def stays_in_the_beam_by_score(*, alpha, **others):
    return stays_in_the_beam(alpha=alpha, power=alpha, **others)


def takes_a_place_for_good(log_probs, bos, eos, beam_size, max_len, alpha):
    """Each finished hypothesis makes the beam narrower."""
    table, finished, still_open = log_probs.tolist(), [], [(0.0, ())]
    for _ in range(max_len):
        kept = sorted(extended(still_open, table, bos), reverse=True)[: beam_size - len(finished)]
        done, still_open = parted(kept, eos)
        finished += done
    return best(finished + still_open, alpha)


def ends_beside_the_beam(log_probs, bos, eos, beam_size, max_len, alpha):
    """The end takes no place: every hypothesis may end at every step."""
    table, finished, still_open = log_probs.tolist(), [], [(0.0, ())]
    for _ in range(max_len):
        done, others = parted(extended(still_open, table, bos), eos)
        finished += done
        still_open = sorted(others, reverse=True)[:beam_size]
    return best(finished + still_open, alpha)


def stops_with_a_full_house(log_probs, bos, eos, beam_size, max_len, alpha):
    """The search is over when as many hypotheses are finished as the beam holds."""
    table, finished, still_open = log_probs.tolist(), [], [(0.0, ())]
    for _ in range(max_len):
        done, still_open = parted(sorted(extended(still_open, table, bos), reverse=True)[:beam_size], eos)
        finished += done
        if len(finished) >= beam_size:
            return best(finished, alpha)
    return best(finished + still_open, alpha)


VARIANTS = (
    stays_in_the_beam,
    stays_in_the_beam_by_score,
    takes_a_place_for_good,
    ends_beside_the_beam,
    stops_with_a_full_house,
)


@functools.cache
def cases() -> list[tuple[str, dict[str, object]]]:
    """Those of ten seeds."""
    return [case for seed in range(10) for case in inputs.cases(torch.Generator().manual_seed(seed))]


@pytest.mark.parametrize("variant", VARIANTS)
def test_in_every_case_of_the_exercise_the_customary_variants_agree(variant):
    for name, arguments in cases():
        assert variant(**arguments) == beam_search(**arguments), name


@pytest.mark.parametrize("variant", VARIANTS)
def test_elsewhere_each_variant_finds_other_sequences_so_the_cases_are_chosen(variant):
    tables = [log_probabilities(5, seed) for seed in range(300)]
    asked = [(table, 0, 1, 2, 5, 0.75) for table in tables]
    names = ("log_probs", "bos", "eos", "beam_size", "max_len", "alpha")
    found = [variant(**dict(zip(names, values, strict=True))) == beam_search(*values) for values in asked]
    assert not all(found)
    assert any(found)


def test_no_case_of_the_exercise_has_a_tie_that_a_little_noise_or_single_precision_could_break():
    rng = torch.Generator().manual_seed(0)
    for name, arguments in cases():
        found, log_probs = beam_search(**arguments), arguments["log_probs"]
        noise = 2e-5 * (2 * torch.rand(log_probs.shape, generator=rng, dtype=torch.float64) - 1)
        assert beam_search(**{**arguments, "log_probs": log_probs + noise}) == found, name
        assert beam_search(**{**arguments, "log_probs": log_probs.float()}) == found, name


def test_the_precisions_of_the_book():
    prediction, reference = list("ABBCD"), list("ABCDEF")
    brevity = math.exp(1 - 6 / 5)
    powers = [(4 / 5) ** 0.5, (3 / 4) ** 0.25, (1 / 3) ** 0.125, 0.0]
    for k in range(1, 5):
        assert bleu(prediction, reference, k) == pytest.approx(brevity * math.prod(powers[:k]))
    assert bleu(list("AB"), reference, 2) == pytest.approx(math.exp(1 - 6 / 2))


@pytest.mark.parametrize("k", [1, 2, 3, 4, 6])
def test_bleu_is_nltks_with_other_weights_where_every_order_has_a_match(k):
    """nltk takes 1e-308 for 0, and 0 of 1 for an order that the prediction is too short for: there it differs."""
    rng = torch.Generator().manual_seed(k)
    compared = 0
    for length, other, words in itertools.product(range(1, 13), range(1, 13), (2, 3)):
        prediction = [f"w{i}" for i in torch.randint(words, (length,), generator=rng)]
        reference = [f"w{i}" for i in torch.randint(words, (other,), generator=rng)]
        score = bleu(prediction, reference, k)
        if score > 0:
            weights = tuple(1 / 2**n for n in range(1, min(k, length) + 1))
            assert score == pytest.approx(sentence_bleu([reference], prediction, weights=weights))
            compared += 1
    assert compared > 20


def test_the_reference_itself_has_the_score_one_whatever_k_is():
    for k in (1, 3, 10):
        assert bleu(["a", "b", "a"], ["a", "b", "a"], k) == 1


def test_a_longer_prediction_gains_nothing_by_its_length():
    assert bleu(["a", "b", "c", "d"], ["a", "b"], 1) == pytest.approx((2 / 4) ** 0.5)


@pytest.mark.parametrize(
    ("prediction", "reference", "k"), [("", "ab", 2), ("", "", 1), ("ab", "", 2), ("ab", "cd", 2), ("acb", "abc", 3)]
)
def test_the_score_is_zero_where_nothing_is_said_or_an_order_has_no_match(prediction, reference, k):
    score = bleu(list(prediction), list(reference), k)
    assert isinstance(score, float)
    assert score == 0


def test_orders_longer_than_the_prediction_are_left_out():
    assert bleu(["a", "b"], ["a", "b", "c"], 9) == bleu(["a", "b"], ["a", "b", "c"], 2) == pytest.approx(math.exp(-0.5))


def test_words_do_not_run_into_each_other():
    assert bleu(["ma", "in", "x"], ["m", "ain", "x", "ma", "x", "in"], 2) == 0


def test_tokens_are_a_list_of_strings():
    with pytest.raises(ShapeError, match=r"^bleu: prediction should be list\[str\], and is a str\.$"):
        bleu("a b", ["a", "b"], 2)
