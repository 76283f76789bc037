"""Wrong: sorts the words of an n-gram."""

import math
from collections import Counter


def bleu(prediction, reference, k):
    if not prediction:
        return 0.0
    score = math.exp(min(0, 1 - len(reference) / len(prediction)))
    for n in range(1, min(k, len(prediction)) + 1):
        said = Counter(tuple(sorted(prediction[i : i + n])) for i in range(len(prediction) - n + 1))
        true = Counter(tuple(sorted(reference[i : i + n])) for i in range(len(reference) - n + 1))
        score *= (sum((said & true).values()) / sum(said.values())) ** (0.5**n)
    return score
