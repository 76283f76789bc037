"""Wrong: the geometric mean, as in the paper."""

import math
from collections import Counter


def bleu(prediction, reference, k):
    if not prediction:
        return 0.0
    product = 1.0
    for n in range(1, min(k, len(prediction)) + 1):
        said = Counter(zip(*[prediction[i:] for i in range(n)]))
        true = Counter(zip(*[reference[i:] for i in range(n)]))
        product *= sum((said & true).values()) / sum(said.values())
    return math.exp(min(0, 1 - len(reference) / len(prediction))) * product ** (1 / k)
