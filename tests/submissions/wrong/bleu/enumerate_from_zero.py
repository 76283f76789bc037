"""Wrong: the weights are numbered from 0."""

import math
from collections import Counter


def bleu(prediction, reference, k):
    if not prediction:
        return 0.0
    p = []
    for n in range(1, min(k, len(prediction)) + 1):
        said = Counter(zip(*[prediction[i:] for i in range(n)]))
        true = Counter(zip(*[reference[i:] for i in range(n)]))
        p.append(sum((said & true).values()) / sum(said.values()))
    score = math.exp(min(0, 1 - len(reference) / len(prediction)))
    for i, p_n in enumerate(p):
        score *= p_n ** (1 / 2**i)
    return score
