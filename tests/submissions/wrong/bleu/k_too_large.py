"""Wrong for a prediction shorter than k: divides by no n-grams, as the first edition did."""

import math
from collections import Counter


def bleu(prediction, reference, k):
    if not prediction:
        return 0.0
    score = math.exp(min(0, 1 - len(reference) / len(prediction)))
    for n in range(1, k + 1):
        said = [tuple(prediction[i : i + n]) for i in range(len(prediction) - n + 1)]
        true = Counter(tuple(reference[i : i + n]) for i in range(len(reference) - n + 1))
        matches = sum((Counter(said) & true).values())
        score *= (matches / len(said)) ** (1 / 2**n)
    return score
