"""What a decoder's predictions are for: the best sequence, and how well it fits the true one (D2L 10.7, 10.8)."""

import math
from collections import Counter

from jaxtyping import Float
from torch import Tensor

from reference.checked import checked


@checked
def beam_search(
    log_probs: Float[Tensor, "v v"],
    bos: int,
    eos: int,
    beam_size: int,
    max_len: int,
    alpha: float,
) -> list[int]:
    """The sequence that a beam finds with the best `(log_probs[y_0, y_1] + … + log_probs[y_{L-1}, y_L]) / L ** alpha`.

    That is the score of `y_1 … y_L`, with `y_0 = bos`; what is divided is its sum. A beam of hypotheses begins with the
    empty one. Each step extends every open hypothesis by every token, and of all these keeps the `beam_size` with the
    best sums. Of those kept, the ones that end in `eos` are set aside as finished; the others are open in the next
    step. In the end the finished ones compete, and with them those still open after `max_len` steps.

    **Arguments**

    - `log_probs`: `(v, v)`, row i holds the log-probabilities of the tokens that may follow token i.
    - `bos`: `int`, the token that every sequence begins with.
    - `eos`: `int`, the token that ends a sequence, another one than `bos`.
    - `beam_size`: `int`, at least 1; it may be larger than there are hypotheses to keep.
    - `max_len`: `int`, at least 1, the most tokens that the result may have.
    - `alpha`: `float`, at least 0, how much longer sequences are favoured; with 0 the sum itself is the score.

    **Returns** the tokens of the best sequence, without `bos`, up to and with `eos` if it has one.

    **Raises** `TypeError`, the reference only, where an argument does not have its shape. Your code need not check.

    **Source** D2L 10.8.3, equation 10.8.4.

    >>> import torch
    >>> probs = torch.tensor([[0.01, 0.5, 0.48, 0.01], [0.1, 0.3, 0.3, 0.3], [0.01, 0.01, 0.01, 0.97], [0.25] * 4])
    >>> beam_search(log_probs=probs.log(), bos=0, eos=3, beam_size=2, max_len=5, alpha=0.75)
    [2, 3]
    >>> beam_search(log_probs=probs.log(), bos=0, eos=3, beam_size=1, max_len=1, alpha=0.75)
    [1]
    """
    table: list[list[float]] = log_probs.tolist()
    still_open: list[tuple[float, list[int]]] = [(0.0, [])]
    finished: list[tuple[float, list[int]]] = []
    for _ in range(max_len):
        extended = [
            (total + log_p, [*tokens, token])
            for total, tokens in still_open
            for token, log_p in enumerate(table[tokens[-1] if tokens else bos])
        ]
        kept = sorted(extended, reverse=True)[:beam_size]
        finished += [(total, tokens) for total, tokens in kept if tokens[-1] == eos]
        still_open = [(total, tokens) for total, tokens in kept if tokens[-1] != eos]
    _, best = max((total / len(tokens) ** alpha, tokens) for total, tokens in finished + still_open)
    return best


@checked
def bleu(prediction: list[str], reference: list[str], k: int) -> float:
    """BLEU: `exp(min(0, 1 - len(reference) / len(prediction))) · p_1 ** (1/2) · p_2 ** (1/4) · … · p_k ** (1/2**k)`.

    It says how well a predicted sequence fits the true one, from 0 to 1. `p_n` is the fraction of the n-grams of the
    prediction, n tokens in a row, that match one of the reference. An n-gram of the reference matches once: what the
    prediction says more often than the reference counts in vain. A prediction of fewer than k tokens has no n-grams of
    more tokens than it has; these factors are left out.

    **Arguments**

    - `prediction`: `list[str]`, the predicted tokens.
    - `reference`: `list[str]`, the true tokens.
    - `k`: `int`, at least 1, the longest n-grams that count.

    **Returns** the score; 0 for an empty prediction.

    **Raises** `TypeError`, the reference only, where an argument does not have its type. Your code need not check.

    **Source** D2L 10.7.8, equation 10.7.4, and the code below it.

    >>> round(bleu(prediction=["A", "B", "B", "C", "D"], reference=["A", "B", "C", "D", "E", "F"], k=3), 4)
    0.594
    >>> round(bleu(prediction=["A", "B"], reference=["A", "B", "C", "D", "E", "F"], k=2), 4)
    0.1353
    """
    if not prediction:
        return 0.0
    score = math.exp(min(0.0, 1 - len(reference) / len(prediction)))
    for n in range(1, min(k, len(prediction)) + 1):
        predicted, true = Counter(_grams(prediction, n)), Counter(_grams(reference, n))
        p_n = (predicted & true).total() / predicted.total()
        score *= p_n ** (1 / 2**n)
    return score


def _grams(tokens: list[str], n: int) -> list[tuple[str, ...]]:
    """All runs of n tokens, in order.

    >>> _grams(["a", "b", "c"], 2)
    [('a', 'b'), ('b', 'c')]
    """
    return [tuple(tokens[start : start + n]) for start in range(len(tokens) - n + 1)]
