"""Right: `math.prod` of everything, annotated."""

import math
from collections import Counter
from collections.abc import Iterator


def n_grams(tokens: list[str], n: int) -> Iterator[tuple[str, ...]]:
    for start in range(len(tokens) + 1 - n):
        yield tuple(tokens[start : start + n])


def precision(prediction: list[str], reference: list[str], n: int) -> float:
    matched = Counter(n_grams(prediction, n)) & Counter(n_grams(reference, n))
    return sum(matched.values()) / (len(prediction) + 1 - n)


def bleu(prediction: list[str], reference: list[str], k: int) -> float:
    if len(prediction) == 0:
        return 0.0
    brevity = math.exp(min(0, 1 - len(reference) / len(prediction)))
    orders = range(1, 1 + min(k, len(prediction)))
    return brevity * math.prod(precision(prediction, reference, n) ** (1 / 2**n) for n in orders)
