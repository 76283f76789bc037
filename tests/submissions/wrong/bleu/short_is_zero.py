"""Wrong for a prediction shorter than k: 0."""

import math
from collections import Counter


def bleu(prediction, reference, k):
    score = 1.0 if len(prediction) >= k else 0.0
    if score:
        score = math.exp(min(0, 1 - len(reference) / len(prediction)))
        for n in range(1, k + 1):
            said = Counter(zip(*[prediction[i:] for i in range(n)]))
            true = Counter(zip(*[reference[i:] for i in range(n)]))
            score *= (sum((said & true).values()) / sum(said.values())) ** 2**-n
    return score
