"""Wrong: divides by what the reference has."""

import math
from collections import Counter


def bleu(prediction, reference, k):
    if not prediction:
        return 0.0
    score = math.exp(min(0, 1 - len(reference) / len(prediction)))
    for n in range(1, min(k, len(prediction)) + 1):
        said = Counter(zip(*[prediction[i:] for i in range(n)]))
        true = Counter(zip(*[reference[i:] for i in range(n)]))
        total = len(reference) - n + 1
        score *= (sum((said & true).values()) / total) ** (0.5**n) if total > 0 else 0.0
    return score
