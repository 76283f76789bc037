"""Wrong: no penalty."""

import math
from collections import Counter


def bleu(prediction, reference, k):
    if not prediction:
        return 0.0
    factors = []
    for n in range(1, min(k, len(prediction)) + 1):
        said = Counter(zip(*[prediction[i:] for i in range(n)]))
        true = Counter(zip(*[reference[i:] for i in range(n)]))
        factors.append((sum((said & true).values()) / sum(said.values())) ** (0.5**n))
    return math.prod(factors)
