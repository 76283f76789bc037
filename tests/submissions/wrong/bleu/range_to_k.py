"""Wrong: `range(1, k)`."""

import math
from collections import Counter


def bleu(prediction, reference, k):
    if not prediction:
        return 0.0
    score = math.exp(min(0, 1 - len(reference) / len(prediction)))
    for n in range(1, k):
        said = Counter(zip(*[prediction[i:] for i in range(n)]))
        true = Counter(zip(*[reference[i:] for i in range(n)]))
        if said:
            score *= (sum((said & true).values()) / sum(said.values())) ** (0.5**n)
    return score
