"""Wrong: as many n-grams as tokens."""

import math
from collections import Counter


def bleu(prediction, reference, k):
    if not prediction:
        return 0.0
    score = math.exp(min(0, 1 - len(reference) / len(prediction)))
    for n in range(1, min(k, len(prediction)) + 1):
        said = Counter(zip(*[prediction[i:] for i in range(n)]))
        true = Counter(zip(*[reference[i:] for i in range(n)]))
        score *= (sum((said & true).values()) / len(prediction)) ** (0.5**n)
    return score
