"""Wrong: a weighted sum."""

import math
from collections import Counter


def bleu(prediction, reference, k):
    if not prediction:
        return 0.0
    total = 0.0
    for n in range(1, min(k, len(prediction)) + 1):
        said = Counter(zip(*[prediction[i:] for i in range(n)]))
        true = Counter(zip(*[reference[i:] for i in range(n)]))
        total += sum((said & true).values()) / sum(said.values()) / 2**n
    return total * math.exp(min(0, 1 - len(reference) / len(prediction)))
