"""Wrong where nothing matches: the logarithm of 0."""

from collections import Counter
from math import exp, log


def bleu(prediction, reference, k):
    if len(prediction) == 0:
        return 0.0
    logs = 0
    for n in range(1, min(k, len(prediction)) + 1):
        said = Counter(zip(*[prediction[i:] for i in range(n)]))
        true = Counter(zip(*[reference[i:] for i in range(n)]))
        logs += log(sum((said & true).values()) / sum(said.values())) * 2**-n
    return exp(min(0, 1 - len(reference) / len(prediction)) + logs)
